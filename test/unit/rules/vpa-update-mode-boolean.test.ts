import rule from '../../../server/src/core/rules/vpa-update-mode-boolean.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'vpa:\n  updateMode: "Off"\n',
    "vpa:\n  updatePolicy:\n    updateMode: 'Off'\n",
    'vpa:\n  enabled: false\n  updateMode: Off\n',
    'vpa:\n  updateMode: Initial\n',
    'features:\n  updateMode: off\n',
  ],
  invalid: [
    {
      values: yaml`
        vpa:
          enabled: true
          updateMode: Off # advice only
        #             ^^^ 'vpa.updateMode: Off' is false to Helm (YAML 1.1), and no update mode…
      `,
      fixed: yaml`
        vpa:
          enabled: true
          updateMode: "Off" # advice only
      `,
    },
    {
      values: yaml`
        web:
          verticalPodAutoscaler:
            updatePolicy: { updateMode: off }
        #                               ^^^ 'web.verticalPodAutoscaler.updatePolicy.updateMode: off' is false…
      `,
      fixed: yaml`
        web:
          verticalPodAutoscaler:
            updatePolicy: { updateMode: "Off" }
      `,
    },
    {
      product: 'spaces',
      values: yaml`
        controller:
          controller:
            verticalPodAutoscaler:
              enabled: true
              updateMode: false
        #                 ^^^^^ 'controller.controller.verticalPodAutoscaler.updateMode: false' is…
      `,
    },
  ],
});
