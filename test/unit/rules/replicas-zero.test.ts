import rule from '../../../server/src/core/rules/replicas-zero.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'replicaCount: 1\n',
    'keda:\n  enabled: true\nreplicaCount: 0\n',
    'web:\n  enabled: false\n  replicas: 0\n',
    'web:\n  replicas: 0\n',
    { defaults: 'standby:\n  replicas: 0\n  service: {}\n', values: 'standby:\n  replicas: 0\n' },
    { defaults: 'web:\n  replicas: 0\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        web:
          service: {}
          replicas: 0 # debugging
        #           ^ 'web' is switched on but runs no pods…
      `,
      fixed: yaml`
        web:
          service: {}
          replicas: 2 # debugging
      `,
    },
    yaml`
      replicaCount: "0"
      #             ^^^ 'This chart' is switched on…
      service: {}
    `,
    {
      product: 'spaces@1.17.1',
      values: yaml`
        router:
          replicaCount: 0
        #               ^ 'router' is switched on…
          hpa:
            enabled: false
      `,
    },
  ],
});
