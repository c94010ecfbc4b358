import rule from '../../../server/src/core/rules/anti-affinity-selector-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'podAntiAffinity: soft\naffinity: {}\n',
    'affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector: {}\n',
    'affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector: "{{ .selector }}"\n',
    {
      defaults:
        'affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n',
      values: 'a: 1\n',
    },
  ],
  invalid: [
    {
      values: yaml`
        affinity:
          podAntiAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
              - weight: 100
                podAffinityTerm:
                  topologyKey: kubernetes.io/hostname
                  labelSelector:
                    matchLabels:
                      app: web
              - weight: 50
                podAffinityTerm:
                  topologyKey: topology.kubernetes.io/zone
        #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[1].podAffinityTerm' has no labelSelector…
      `,
      fixed: yaml`
        affinity:
          podAntiAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
              - weight: 100
                podAffinityTerm:
                  topologyKey: kubernetes.io/hostname
                  labelSelector:
                    matchLabels:
                      app: web
              - weight: 50
                podAffinityTerm:
                  topologyKey: topology.kubernetes.io/zone
                  labelSelector:
                    matchLabels:
                      app: web
      `,
    },
    {
      values: yaml`
        web:
          affinity:
            podAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
        #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'web.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]' has no labelSelector…
                  labelSelector:
      `,
      titles: [],
    },
    yaml`
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname }]
      #                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]' has…
    `,
  ],
});
