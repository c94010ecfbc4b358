import rule from '../../../server/src/core/rules/replicas-single.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    yaml`
      replicaCount: 1
      autoscaling:
        enabled: true
        minReplicas: 2
      service:
        port: 80
    `,
    yaml`
      web:
        enabled: false
        replicaCount: 1
        service: {}
    `,
    yaml`
      replicaCount: 1
      strategy:
        type: Recreate
      service:
        port: 80
      persistence:
        enabled: true
        accessModes: [ReadWriteOnce]
    `,
    yaml`
      replicaCount: "{{ .replicas }}"
      service:
        port: 80
    `,
    yaml`
      worker:
        replicaCount: 1
        resources: {}
      backupJob:
        schedule: "0 * * * *"
        replicas: 1
        ports: []
    `,
    { defaults: 'server:\n  replicas: 1\n  service: {}\nother: 1\n', values: 'other: 2\n' },
    yaml`
      etcd:
        replicaCount: 1
        service: {}
    `,
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 1 # for now
        #             ^ 'This chart' serves traffic from a single pod: every drain…
        service:
          port: 80
      `,
      titles: ['Run 2 replicas (replicaCount: 2)', 'Run 3 replicas (replicaCount: 3)'],
      fixed: yaml`
        replicaCount: 2 # for now
        service:
          port: 80
      `,
    },
    {
      defaults: 'server:\n  replicas: 1\n  service:\n    type: ClusterIP\n',
      values: yaml`
        server:
        ^^^^^^ 'server' serves traffic from a single pod…
          service:
            type: LoadBalancer
      `,
      fixed: yaml`
        server:
          service:
            type: LoadBalancer
          replicas: 2
      `,
    },
    yaml`
      cert-operator:
        replicas: 1
      #           ^ 'cert-operator' runs as a single pod…
        readinessProbe:
          httpGet: { path: /readyz }
    `,
  ],
});
