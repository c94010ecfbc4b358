import rule from '../../../server/src/core/rules/kcp-audit-volume.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', profile: 'default', values: 'audit:\n  enabled: true\nkcp:\n  replicas: 1\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  replicas: 3\n' },
    { product: 'kcp/kcp', values: 'audit:\n  enabled: "{{ .audit }}"\nkcp:\n  replicas: 3\n' },
    { product: 'kcp/kcp', values: 'audit:\n  enabled: true\nkcp:\n  replicas: ${N}\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      profile: 'default',
      values: yaml`
        audit:
          enabled: true
        #          ^^^^ 'audit.enabled' mounts one ReadWriteOnce volume into all 2 servers…
        kcp:
          replicas: 2
      `,
      titles: ['Switch the audit volume off', 'Run a single server'],
      fixed: yaml`
        audit:
          enabled: false
        kcp:
          replicas: 2
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: [
        'kcp: { replicas: 3 }\n',
        "audit: { enabled: true }\n#                 ^^^^ 'audit.enabled' mounts one ReadWriteOnce volume into all 3…\n",
      ],
    },
    {
      product: 'kcp/kcp@0.5.0',
      values: "audit: { enabled: true }\n#                 ^^^^ 'audit.enabled' mounts…\nkcp: { replicas: 2 }\n",
    },
  ],
});
