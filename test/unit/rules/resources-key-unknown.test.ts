import rule from '../../../server/src/core/rules/resources-key-unknown.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'resources:\n  requests:\n    cpu: 1\n    nvidia.com/gpu: 1\n    hugepages-2Mi: 1Gi\n  claims: []\n',
    // Resources of several containers.
    'resources:\n  server:\n    requests:\n      cpu: 1\n',
    'resources:\n  preset: small\n  custom:\n    cpu: 1\n',
    'resources: [pods]\n',
    'web:\n  enabled: false\n  resources:\n    request:\n      cpu: 1\n',
  ],
  invalid: [
    {
      values: yaml`
        resources:
          request: # at least
        # ^^^^^^^ 'request' is no key of resources…
            cpu: 1
      `,
      titles: ["Rename to 'requests'"],
      fixed: 'resources:\n  requests: # at least\n    cpu: 1\n',
    },
    {
      values: yaml`
        web:
          resources:
            limits: { Memory: 1Gi, cpus: 2 }
        #             ^^^^^^ 'Memory' is no resource…
        #                          ^^^^ 'cpus' is no resource…
      `,
      fixed: 'web:\n  resources:\n    limits: { memory: 1Gi, cpu: 2 }\n',
    },
    yaml`
      resources:
        Limits:
      # ^^^^^^ 'Limits' is no key of resources…
          memory: 1Gi
    `,
  ],
});
