import rule from '../../../server/src/core/rules/anti-affinity-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const defaults = 'web:\n  replicas: 1\n  affinity: {}\n';

testRule(rule, {
  valid: [
    // The chart's default affinity is not known.
    'replicaCount: 3\naffinity: {}\n',
    { defaults, values: 'web:\n  replicas: 1\n  tolerations: []\n' },
    { defaults, values: 'web:\n  replicas: 3\n  affinity:\n    podAntiAffinity: "{{ .affinity }}"\n' },
    {
      defaults: 'web:\n  replicas: 1\n  affinity: {}\n  podAntiAffinityPreset: soft\n',
      values: 'web:\n  replicas: 3\n',
    },
    { defaults: 'web:\n  replicas: 3\n', values: 'web:\n  replicas: 3\n' },
    { defaults: 'agent:\n  kind: DaemonSet\n  replicas: 3\n  affinity: {}\n', values: 'agent:\n  replicas: 3\n' },
    { defaults: 'web:\n  replicas: 3\n  affinity: {}\nother: 1\n', values: 'other: 2\n' },
  ],
  invalid: [
    {
      defaults,
      values: yaml`
        web:
        ^^^ Nothing keeps the 3 replicas of 'web' from sharing one node…
          replicas: 3
      `,
      fixed: yaml`
        web:
          replicas: 3
          affinity:
            podAntiAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 100
                  podAffinityTerm:
                    topologyKey: kubernetes.io/hostname
                    labelSelector:
                      matchLabels:
                        app.kubernetes.io/component: web
                - weight: 100
                  podAffinityTerm:
                    topologyKey: topology.kubernetes.io/zone
                    labelSelector:
                      matchLabels:
                        app.kubernetes.io/component: web
      `,
    },
    {
      defaults: 'replicaCount: 2\npodAntiAffinityPreset: ""\naffinity: {}\n',
      values: yaml`
        autoscaling:
        ^^^^^^^^^^^ Nothing keeps the 4 replicas of 'This chart'…
          enabled: true
          minReplicas: 4
      `,
      fixed: yaml`
        autoscaling:
          enabled: true
          minReplicas: 4
        podAntiAffinityPreset: soft
      `,
    },
    {
      defaults,
      values: yaml`
        web:
          replicas: 2
          affinity:
        # ^^^^^^^^ Nothing keeps the 2 replicas of 'web'…
            nodeAffinity: {}
      `,
    },
  ],
});
