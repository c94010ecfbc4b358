import rule from '../../../server/src/core/rules/spaces-ha-disabled.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', values: 'controlPlanes:\n  ha:\n    enabled: true\n' },
    // Filled in later: unknown, not off.
    { product: 'spaces', values: 'controlPlanes:\n  ha:\n    enabled: "{{ .ha }}"\n' },
    { product: 'spaces', values: 'controlPlanes: "${CONTROL_PLANES}"\n' },
    // The setting came with 1.10.
    { product: 'spaces@1.8.0', values: 'account: acme\n' },
    // An overlay that says nothing of it, above a base that does.
    { product: 'spaces', values: ['controlPlanes: { ha: { enabled: true } }\n', 'account: acme\n'] },
    { product: 'kcp/kcp', values: 'controlPlanes:\n  ha:\n    enabled: false\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          ha:
            enabled: false # for now
        #            ^^^^^ 'controlPlanes.ha.enabled' is off: the API server and the etcd of every control plane…
      `,
      titles: ['Enable high availability', 'Set controlPlanes.ha.enabled to true, and nothing else'],
      fixed: yaml`
        controlPlanes:
          ha:
            enabled: true # for now
        api:
          replicaCount: 2
        router:
          hpa:
            enabled: true
            minReplicas: 2
            maxReplicas: 8
            targetCPUUtilizationPercentage: 80
            targetMemoryUtilizationPercentage: 80
      `,
    },
    {
      // Apollo is on: it takes part, at the path of this version.
      product: 'spaces@1.17.1',
      values: yaml`
        features:
        ^^^^^^^^ 'controlPlanes.ha.enabled' is off…
          alpha:
            apollo:
              enabled: true
        api:
          replicaCount: 3
        router:
          hpa:
            enabled: true
      `,
      fixed: yaml`
        features:
          alpha:
            apollo:
              enabled: true
        api:
          replicaCount: 3
        router:
          hpa:
            enabled: true
        controlPlanes:
          ha:
            enabled: true
        apollo:
          apollo:
            replicaCount: 2
      `,
    },
    {
      product: 'spaces@1.14.0',
      values: yaml`
        features:
        ^^^^^^^^ 'controlPlanes.ha.enabled' is off…
          alpha:
            apollo:
              enabled: true
        api:
          hpa:
            enabled: true
            minReplicas: 2
        router:
          hpa:
            enabled: true
      `,
      fixed: yaml`
        features:
          alpha:
            apollo:
              enabled: true
              replicaCount: 2
        api:
          hpa:
            enabled: true
            minReplicas: 2
        router:
          hpa:
            enabled: true
        controlPlanes:
          ha:
            enabled: true
      `,
    },
    {
      // Everything else is as it should be: one fix.
      product: 'spaces@1.17.1',
      values: [
        'api: { replicaCount: 2 }\nrouter: { hpa: { enabled: true } }\n',
        "controlPlanes: { ha: { enabled: false } }\n#                               ^^^^^ 'controlPlanes.ha.enabled' is off…\n",
      ],
      titles: ['Enable high availability'],
      fixed: 'controlPlanes: { ha: { enabled: true } }\n',
    },
  ],
});
