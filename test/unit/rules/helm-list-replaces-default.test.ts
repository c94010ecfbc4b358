import rule from '../../../server/src/core/rules/helm-list-replaces-default.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const defaults = 'kcp:\n  batteries: [admin, user]\nhosts: [a]\n';

testRule(rule, {
  valid: [
    { defaults, values: 'kcp:\n  batteries: [metrics, user, admin]\n' },
    // Emptied on purpose.
    { defaults, values: 'kcp:\n  batteries: []\n' },
    // A list that is mostly replaced.
    { defaults, values: 'hosts: [b]\n' },
    'kcp:\n  batteries: [metrics]\n',
  ],
  invalid: [
    {
      defaults,
      values: yaml`
        kcp:
          batteries:
        # ^^^^^^^^^ 'kcp.batteries' drops 'admin', 'user' of the chart's default list…
            - metrics
      `,
      fixed: yaml`
        kcp:
          batteries:
            - metrics
            - admin
            - user
      `,
    },
    {
      defaults: 'certificates:\n  dnsNames: [localhost]\n',
      values: yaml`
        certificates: { dnsNames: [kcp.acme.dev] }
        #               ^^^^^^^^ 'certificates.dnsNames' drops 'localhost'…
      `,
    },
    {
      defaults,
      options: { [rule.id]: { keys: ['hosts'] } },
      values: yaml`
        hosts: [b]
        ^^^^^ 'hosts' drops 'a'…
      `,
    },
  ],
});
