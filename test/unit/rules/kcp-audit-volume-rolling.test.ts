import rule from '../../../server/src/core/rules/kcp-audit-volume-rolling.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'kcp/kcp',
      profile: 'default',
      values: 'audit:\n  enabled: true\nkcp:\n  strategy:\n    type: Recreate\n',
    },
    { product: 'kcp/kcp', values: 'audit:\n  enabled: false\n' },
    // Before 0.12.1 the default was Recreate.
    { product: 'kcp/kcp@0.11.1', values: 'audit:\n  enabled: true\n' },
    // Several servers: kcp-audit-volume.
    { product: 'kcp/kcp', values: 'audit:\n  enabled: true\nkcp:\n  replicas: 2\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      profile: 'default',
      values: yaml`
        audit:
        ^^^^^ With 'audit.enabled' a rolling update may hang…
          enabled: true
      `,
      fixed: yaml`
        audit:
          enabled: true
        kcp:
          strategy:
            type: Recreate
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        audit: { enabled: true }
        kcp:
          strategy:
            type: RollingUpdate
        #         ^^^^^^^^^^^^^ With 'audit.enabled' a rolling update may hang…
            rollingUpdate:
              maxSurge: 1
      `,
      fixed: yaml`
        audit: { enabled: true }
        kcp:
          strategy:
            type: Recreate
      `,
    },
    {
      product: 'kcp/kcp@0.12.1',
      values: ['kcp: { replicas: 1 }\n', "audit: { enabled: true }\n^^^^^ With 'audit.enabled' a rolling…\n"],
    },
  ],
});
