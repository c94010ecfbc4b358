import rule from '../../../server/src/core/rules/resources-cpu-large.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const cpu = (text: string) => `resources:\n  limits:\n    cpu: ${text}\n`;

testRule(rule, {
  valid: [cpu('256'), cpu('500m'), cpu('"{{ .cpu }}"'), 'resources:\n  limits:\n    memory: 500Mi\n'],
  invalid: [
    {
      values: yaml`
        resources:
          limits:
            cpu: 500 # half
        #        ^^^ 'resources.limits.cpu: 500' is more cores…
      `,
      fixed: cpu('500m # half'),
    },
    {
      values: yaml`
        web:
          resources: { limits: { cpu: 1Gi } }
        #                             ^^^ 'web.resources.limits.cpu: 1Gi' is…
      `,
      titles: [],
    },
    yaml`
      resources:
        requests:
          cpu: "1000"
      #        ^^^^^^ 'resources.requests.cpu: 1000' is…
    `,
  ],
});
