import rule from '../../../server/src/core/rules/hpa-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'replicaCount: 2\nservice: {}\n',
    'worker:\n  replicas: 2\n  autoscaling:\n    enabled: false\n',
    'replicaCount: 2\nservice: {}\nautoscaling:\n  enabled: "{{ .hpa }}"\n',
    'postgresql:\n  service: {}\n  replicas: 2\n  autoscaling:\n    enabled: false\n',
    'replicaCount: 2\nservice: {}\nautoscaling:\n  minReplicas: 2\n',
  ],
  invalid: [
    {
      values: yaml`
        service: {}
        hpa:
          enabled: false
        #          ^^^^^ 'This chart' serves traffic with a fixed…
          minReplicas: 1
      `,
      fixed: yaml`
        service: {}
        hpa:
          enabled: true
          minReplicas: 2
          maxReplicas: 10
      `,
    },
    {
      defaults:
        'web:\n  service: {}\n  replicas: 1\n  autoscaling:\n    enabled: false\n    minReplicas: 2\n    maxReplicas: 5\n',
      values: yaml`
        web:
        ^^^ 'web' serves traffic with…
          replicas: 3
      `,
      fixed: yaml`
        web:
          replicas: 3
          autoscaling:
            enabled: true
      `,
    },
    yaml`
      api:
        ports: []
        replicas: 2
        autoscaling: { enabled: false, minReplicas: 2, maxReplicas: 4 }
      #                         ^^^^^ 'api' serves…
    `,
  ],
});
