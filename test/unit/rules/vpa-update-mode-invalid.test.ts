import rule from '../../../server/src/core/rules/vpa-update-mode-invalid.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'vpa:\n  updateMode: InPlaceOrRecreate\n',
    'vpa:\n  updateMode: ""\n',
    'vpa:\n  updateMode: "{{ .mode }}"\n',
    'vpa:\n  enabled: false\n  updateMode: never\n',
  ],
  invalid: [
    {
      values: yaml`
        vpa:
          updateMode: initial
        #             ^^^^^^^ 'vpa.updateMode: initial' is no update mode…
      `,
      fixed: yaml`
        vpa:
          updateMode: Initial
      `,
    },
    {
      values: yaml`
        vpa:
          updateMode: "off"
        #             ^^^^^ 'vpa.updateMode: off' is no update mode…
      `,
      fixed: yaml`
        vpa:
          updateMode: "Off"
      `,
    },
    {
      values: yaml`
        a: { vpa: { updatePolicy: { updateMode: Sometimes } } }
        #                                       ^^^^^^^^^ 'a.vpa.updatePolicy.updateMode: Sometimes' is…
      `,
      titles: [],
    },
  ],
});
