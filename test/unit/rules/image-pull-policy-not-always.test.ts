import rule from '../../../server/src/core/rules/image-pull-policy-not-always.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'image:\n  pullPolicy: Always\n',
    'image:\n  pullPolicy: ""\n',
    { defaults: 'image:\n  pullPolicy: IfNotPresent\n', values: 'image:\n  tag: a\n' },
  ],
  invalid: [
    {
      values: yaml`
        image:
          pullPolicy: IfNotPresent
        #             ^^^^^^^^^^^^ 'image.pullPolicy' is IfNotPresent…
      `,
      fixed: yaml`
        image:
          pullPolicy: Always
      `,
    },
    yaml`
      sidecars:
        - imagePullPolicy: Never
      #                    ^^^^^ 'sidecars[0].imagePullPolicy' is Never…
    `,
    yaml`
      a: { image: { pullPolicy: Never } }
      #                         ^^^^^ 'a.image.pullPolicy' is Never…
    `,
  ],
});
