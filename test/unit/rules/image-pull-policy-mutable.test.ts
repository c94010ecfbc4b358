import rule from '../../../server/src/core/rules/image-pull-policy-mutable.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'image:\n  tag: 1.27.3\n  pullPolicy: IfNotPresent\n',
    'image:\n  tag: latest\n',
    // The chart's own policy: the tag is what to change.
    { defaults: 'image:\n  pullPolicy: IfNotPresent\n', values: 'image:\n  tag: latest\n' },
    'image:\n  tag: latest\n  pullPolicy: "{{ .policy }}"\n',
  ],
  invalid: [
    {
      values: yaml`
        image:
          tag: main
          pullPolicy: IfNotPresent
        #             ^^^^^^^^^^^^ 'image.pullPolicy: IfNotPresent' keeps the build a node pulled first, and 'main' moves…
      `,
      fixed: yaml`
        image:
          tag: main
          pullPolicy: Always
      `,
    },
    yaml`
      extraContainers:
        - image: a/b:latest
          imagePullPolicy: Never
      #                    ^^^^^ 'extraContainers[0].imagePullPolicy: Never' keeps…
    `,
    {
      defaults: 'image:\n  tag: nightly\n',
      values: yaml`
        image:
          pullPolicy: IfNotPresent
        #             ^^^^^^^^^^^^ 'image.pullPolicy: IfNotPresent' keeps…
      `,
    },
  ],
});
