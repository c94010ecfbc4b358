import rule from '../../../server/src/core/rules/kcp-leader-election.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', profile: 'default', values: 'kcp:\n  replicas: 2\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  replicas: 1\n  leaderElection:\n    enabled: false\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  replicas: 2\n  leaderElection:\n    enabled: "{{ .le }}"\n' },
    { product: 'kcp/kcp@0.11.0', values: 'kcp:\n  replicas: 2\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      profile: 'default',
      values: yaml`
        kcp:
          replicas: 2
          leaderElection:
            enabled: false
        #            ^^^^^ 'kcp.leaderElection.enabled' is off with 2 servers…
      `,
      fixed: yaml`
        kcp:
          replicas: 2
          leaderElection:
            enabled: true
      `,
    },
    {
      product: 'kcp/kcp@0.12.1',
      values:
        "kcp: { replicas: 3, leaderElection: { enabled: false } }\n#                                              ^^^^^ 'kcp.leaderElection.enabled' is off with 3 servers…\n",
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: [
        "kcp: { leaderElection: { enabled: false } }\n#                                 ^^^^^ 'kcp.leaderElection.enabled' is off with 2…\n",
        'kcp: { replicas: 2 }\n',
      ],
    },
  ],
});
