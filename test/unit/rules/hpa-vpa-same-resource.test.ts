import rule from '../../../server/src/core/rules/hpa-vpa-same-resource.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const both = (vpa: string) => `hpa:\n  enabled: true\n  targetCPU: 70\nvpa:\n${vpa}`;

testRule(rule, {
  valid: [
    both('  enabled: false\n'),
    both('  enabled: true\n  updateMode: "Off"\n'),
    both('  enabled: true\n  updateMode: Off\n'),
    both('  enabled: true\n  updateMode: "{{ .mode }}"\n'),
    both('  enabled: true\n  controlledResources:\n    - memory\n'),
    both('  enabled: true\n').replace('targetCPU: 70', 'metrics: []'),
  ],
  invalid: [
    {
      values: yaml`
        hpa:
          enabled: true
          targetCPU: 70
        vpa:
          enabled: true
        #          ^^^^ 'This chart' is scaled by CPU usage while…
      `,
      fixed: both('  enabled: true\n  controlledResources:\n    - memory\n'),
    },
    yaml`
      web:
        autoscaling: { enabled: true, targetMemory: 80 }
        verticalPodAutoscaler:
          enabled: true
      #            ^^^^ 'web' is scaled by memory usage…
          updateMode: Auto
    `,
    {
      defaults: both('  enabled: false\n'),
      values: yaml`
        vpa:
          enabled: true
        #          ^^^^ 'This chart' is scaled by CPU usage…
          updateMode: Recreate
      `,
    },
  ],
});
