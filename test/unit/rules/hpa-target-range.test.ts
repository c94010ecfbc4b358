import rule from '../../../server/src/core/rules/hpa-target-range.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const hpa = (target: string) => `hpa:\n  enabled: true\n  targetCPUUtilizationPercentage: ${target}\n`;

testRule(rule, {
  valid: [
    hpa('40'),
    hpa('90'),
    hpa('"{{ .cpu }}"'),
    hpa('""'),
    { values: hpa('95'), profile: 'default' },
    { defaults: hpa('95'), values: 'a: 1\n' },
    hpa('95').replace('true', 'false'),
  ],
  invalid: [
    {
      values: yaml`
        hpa:
          enabled: true
          targetCPUUtilizationPercentage: 95
        #                                 ^^ A CPU target of 95 % leaves 'This chart' no room…
      `,
      fixed: hpa('70'),
    },
    {
      profile: 'default',
      values: yaml`
        hpa:
          enabled: true
          targetCPUUtilizationPercentage: -5
        #                                 ^^ A target of -5 % is rejected…
          targetMemoryUtilizationPercentage: 0
        #                                    ^ A target of 0 % is rejected by Kubernetes, unless…
      `,
    },
    yaml`
      web:
        autoscaling: { enabled: true, targetMemory: "20" }
      #                                             ^^^^ A memory target of 20 % keeps more than half…
    `,
  ],
});
