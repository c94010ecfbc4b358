import rule from '../../../server/src/core/rules/toleration-value-not-string.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'tolerations:\n  - key: "on"\n    value: "1"\n  - key: a\n    value: true-ish\n',
    'tolerations:\n  - key: a\n    value:\n  - key: a\n    value: ""\n',
    'a:\n  enabled: false\n  tolerations:\n    - key: a\n      value: true\n',
  ],
  invalid: [
    {
      values: yaml`
        tolerations:
          - key: dedicated
            value: true # yes
        #          ^^^^ 'tolerations[0].value' is a boolean to Helm (true): …
      `,
      titles: ['Quote it: "true"'],
      fixed: yaml`
        tolerations:
          - key: dedicated
            value: "true" # yes
      `,
    },
    {
      values: yaml`
        tolerations:
          - { key: on, value: a }
        #          ^^ 'tolerations[0].key' is a boolean to Helm (on): …
      `,
      fixed: yaml`
        tolerations:
          - { key: "on", value: a }
      `,
    },
    yaml`
      etcd:
        tolerations:
          - key: target
            value: 1e3
      #            ^^^ 'etcd.tolerations[0].value' is a number to Helm (1e3)…
    `,
  ],
});
