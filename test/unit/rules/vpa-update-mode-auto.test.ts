import rule from '../../../server/src/core/rules/vpa-update-mode-auto.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'vpa:\n  updateMode: "Off"\n',
    'vpa:\n  updateMode: InPlaceOrRecreate\n',
    'vpa:\n  enabled: false\n  updateMode: Auto\n',
    { defaults: 'vpa:\n  updateMode: Auto\n', values: 'vpa:\n  enabled: true\n' },
  ],
  invalid: [
    {
      values: yaml`
        vpa:
          enabled: true
          updateMode: Auto
        #             ^^^^ 'vpa.updateMode: Auto' evicts pods to resize them…
      `,
      titles: ['Advise only: "Off"', 'Size pods when they start: Initial'],
      fixed: yaml`
        vpa:
          enabled: true
          updateMode: "Off"
      `,
    },
    yaml`
      web:
        replicas: 1
        verticalPodAutoscaler:
          updatePolicy:
            updateMode: "Recreate"
      #                 ^^^^^^^^^^ 'web.verticalPodAutoscaler.updatePolicy.updateMode: Recreate' evicts…
    `,
    {
      product: 'spaces',
      values: yaml`
        controller:
          controller:
            verticalPodAutoscaler:
              enabled: true
              updateMode: Recreate
        #                 ^^^^^^^^ 'controller.controller.verticalPodAutoscaler.updateMode: Recreate' evicts…
      `,
    },
  ],
});
