import rule from '../../../server/src/core/rules/resources-memory-fractional.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'resources:\n  limits:\n    memory: 1.5Gi\n    cpu: 512m\n',
    'resources:\n  limits:\n    memory: 1000m\n',
    'resources:\n  limits:\n    memory: "{{ .m }}m"\n',
    'job:\n  enabled: false\n  resources:\n    limits:\n      memory: 512m\n',
  ],
  invalid: [
    {
      values: yaml`
        resources:
          limits:
            memory: 512m # half
        #           ^^^^ 'resources.limits.memory: 512m' is a fraction of a byte…
      `,
      fixed: 'resources:\n  limits:\n    memory: 512Mi # half\n',
    },
    {
      values: yaml`
        web:
          resources: { requests: { ephemeral-storage: "200m" } }
        #                                             ^^^^^^ 'web.resources.requests.ephemeral-storage: 200m' is…
      `,
      fixed: 'web:\n  resources: { requests: { ephemeral-storage: "200Mi" } }\n',
    },
    {
      values: yaml`
        resources:
          requests:
            memory: 0.5
        #           ^^^ 'resources.requests.memory: 0.5' is…
      `,
      titles: [],
    },
  ],
});
