import rule from '../../../server/src/core/rules/helm-null-without-default.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'a: null\n',
    { defaults: 'a: { b: 1 }\n', values: 'a:\n  b: null\n' },
    { defaults: 'a: null\n', values: 'a: null\n' },
    { defaults: 'a: 1\n', values: ['b: 1\n', 'b: null\n'] },
    { defaults: 'list: []\n', values: 'list:\n  - a: null\n' },
  ],
  invalid: [
    {
      defaults: 'a: 1\n',
      values: yaml`
        a: 2
        b:
        ^ 'b' is null, and there is no default to remove…
      `,
      fixed: yaml`
        a: 2
      `,
    },
    {
      defaults: 'web: {}\n',
      values: yaml`
        web: { tag: ~ }
        #      ^^^ 'web.tag' is null…
      `,
    },
    {
      defaults: 'a: 1\n',
      values: [
        'c: 1\n',
        yaml`
          d: null
          ^ 'd' is null…
        `,
      ],
    },
  ],
});
