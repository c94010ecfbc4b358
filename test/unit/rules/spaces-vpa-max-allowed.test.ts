import rule from '../../../server/src/core/rules/spaces-vpa-max-allowed.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const vpa = (limit: string, rest: string) => `controller:
  controller:
    resources:
      limits: { memory: ${limit} }
    verticalPodAutoscaler:
      enabled: true
${rest}`;

testRule(rule, {
  valid: [
    {
      product: 'spaces',
      profile: 'default',
      values: vpa('4Gi', '      updateMode: Auto\n      maxAllowed: { memory: 8Gi }\n'),
    },
    // Off only recommends, and is the default.
    { product: 'spaces', values: vpa('4Gi', '      maxAllowed: { memory: 1Gi }\n') },
    { product: 'spaces', values: vpa('4Gi', '      updateMode: "Off"\n      maxAllowed: { memory: 1Gi }\n') },
    // No bound at all.
    { product: 'spaces', values: vpa('4Gi', '      updateMode: Auto\n') },
    { product: 'spaces', values: vpa('4Gi', '      updateMode: Auto\n      maxAllowed: { memory: "{{ .max }}" }\n') },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      profile: 'default',
      values: yaml`
        controller:
          controller:
            resources:
              limits:
                memory: 4Gi
            verticalPodAutoscaler:
              enabled: true
              updateMode: Auto
              maxAllowed:
                memory: 4096Mi
        #               ^^^^^^ 'controller.controller.verticalPodAutoscaler.maxAllowed.memory' is 4096Mi, and the memory limit of the controller 4Gi…
      `,
      titles: ['Allow up to 8Gi'],
      fixed: yaml`
        controller:
          controller:
            resources:
              limits:
                memory: 4Gi
            verticalPodAutoscaler:
              enabled: true
              updateMode: Auto
              maxAllowed:
                memory: 8Gi
      `,
    },
    {
      // The limit is the chart's default of 2000Mi.
      product: 'spaces@1.17.1',
      values: yaml`
        controller:
          controller:
            verticalPodAutoscaler:
              enabled: true
              updateMode: Recreate
              maxAllowed: { memory: 1Gi }
        #                           ^^^ 'controller.controller.verticalPodAutoscaler.maxAllowed.memory' is 1Gi, and the memory limit of the controller 2000Mi…
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: [
        'controller: { controller: { resources: { limits: { memory: 4Gi } } } }\n',
        "controller: { controller: { verticalPodAutoscaler: { enabled: true, updateMode: Initial, maxAllowed: { memory: 2G } } } }\n#                                                                                                              ^^ 'controller…\n",
      ],
      titles: ['Allow up to 8Gi'],
    },
  ],
});
