import rule from '../../../server/src/core/rules/yaml-octal.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'defaultMode: 0644\n',
    'build: "0123"\n',
    // 8 and 9 are no octal digits: text, and the same number.
    'a: 0.5\nb: 0\nc: 007\n',
    { defaults: 'build: 0123\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        build: 0123 # nightly
        #      ^^^^ 'build: 0123' is octal to Helm, which reads 83…
      `,
      fixed: yaml`
        build: "0123" # nightly
      `,
    },
    yaml`
      a: { zip: 01067 }
      #         ^^^^^ 'a.zip: 01067' is octal to Helm, which reads 567…
    `,
    yaml`
      codes:
        - 010
      #   ^^^ 'codes[0]: 010' is octal…
    `,
  ],
});
