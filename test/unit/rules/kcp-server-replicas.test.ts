import rule from '../../../server/src/core/rules/kcp-server-replicas.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', values: 'kcp:\n  replicas: 2\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  replicas: ${REPLICAS}\n' },
    { product: 'kcp/kcp', values: ['kcp: { replicas: 3 }\n', 'externalHostname: kcp.example.com\n'] },
    // The setting came with 0.5.0.
    { product: 'kcp/kcp@0.4.0', values: 'externalHostname: kcp.example.com\n' },
    // Always a single pod, whatever the values say.
    { product: 'kcp/shard', values: 'externalHostname: kcp.example.com\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcp:
          replicas: 1
        #           ^ 'kcp.replicas' leaves kcp with 1 server pod(s): every workspace is away whenever it restarts…
      `,
      titles: ['Run 2 kcp servers, apart and with a disruption budget', 'Enable high availability'],
      fixed: yaml`
        kcp:
          replicas: 2
          podDisruptionBudget:
            enabled: true
            minAvailable: 1
          affinity:
            podAntiAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 100
                  podAffinityTerm:
                    labelSelector:
                      matchLabels:
                        app.kubernetes.io/component: server
                    topologyKey: kubernetes.io/hostname
                - weight: 100
                  podAffinityTerm:
                    labelSelector:
                      matchLabels:
                        app.kubernetes.io/component: server
                    topologyKey: topology.kubernetes.io/zone
      `,
    },
    {
      // Zones are taken care of; the election is on again, since two servers need it.
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcp:
        ^^^ 'kcp.replicas' leaves kcp with 1 server pod(s)…
          leaderElection:
            enabled: false
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: topology.kubernetes.io/zone
                  labelSelector:
                    matchLabels:
                      app.kubernetes.io/component: server
      `,
      fixed: yaml`
        kcp:
          leaderElection:
            enabled: true
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: topology.kubernetes.io/zone
                  labelSelector:
                    matchLabels:
                      app.kubernetes.io/component: server
          replicas: 2
          podDisruptionBudget:
            enabled: true
            minAvailable: 1
      `,
    },
    {
      // One volume for all servers: a second one could not start.
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        audit:
          enabled: true
        kcp:
          replicas: 1
        #           ^ 'kcp.replicas' leaves kcp with 1 server pod(s), and 'audit.enabled' keeps it there…
      `,
      titles: [],
    },
  ],
});
