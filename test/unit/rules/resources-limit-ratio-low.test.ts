import rule from '../../../server/src/core/rules/resources-limit-ratio-low.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const cpu = (request: string, limit: string) =>
  `resources:\n  requests:\n    cpu: ${request}\n  limits:\n    cpu: ${limit}\n`;

testRule(rule, {
  valid: [cpu('1', '2'), cpu('1', '1'), cpu('2', '1'), cpu('1', '"{{ .cpu }}"')],
  invalid: [
    {
      values: yaml`
        resources:
          requests:
            cpu: 500m
          limits:
            cpu: 600m
        #        ^^^^ The cpu limit 600m of 'resources' is hardly above the request 500m…
      `,
      fixed: cpu('500m', '"1"'),
    },
    yaml`
      web:
        resources: { requests: { memory: 1Gi }, limits: { memory: 1.9Gi } }
      #                                                           ^^^^^ The memory limit 1.9Gi…
    `,
    {
      defaults: cpu('1', '3'),
      values: yaml`
        resources:
          requests:
            cpu: 2
          limits: {}
        # ^^^^^^ The cpu limit 3…
      `,
    },
  ],
});
