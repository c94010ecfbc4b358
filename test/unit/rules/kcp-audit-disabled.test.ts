import rule from '../../../server/src/core/rules/kcp-audit-disabled.ts';
import { testRule } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', values: 'audit:\n  enabled: true\n' },
    {
      product: 'kcp/kcp',
      values: 'kcp:\n  extraFlags:\n    - --audit-webhook-config-file=/etc/kcp/audit/webhook.yaml\n',
    },
    { product: 'kcp/kcp', values: 'kcp:\n  extraFlags: ["${FLAGS}"]\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values:
        "audit:\n  enabled: false\n#          ^^^^^ 'audit.enabled' is off, and 'kcp.extraFlags' has no audit flags…\n",
    },
    { product: 'kcp/kcp@0.16.6', values: "kcp:\n^^^ 'audit.enabled' is off…\n  extraFlags: [--v=2]\n" },
    {
      product: 'kcp/kcp@0.1.0',
      values: "externalHostname: kcp.example.com\n^^^^^^^^^^^^^^^^ 'audit.enabled' is off…\n",
    },
  ],
});
