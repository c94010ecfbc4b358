import rule from '../../../server/src/core/rules/kcp-encryption-at-rest.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'kcp/kcp',
      values: 'kcp:\n  extraFlags:\n    - --encryption-provider-config=/etc/kcp/encryption/config.yaml\n',
    },
    { product: 'kcp/kcp', values: 'kcp:\n  extraFlags: ["{{ .flags }}"]\n' },
    // No volumes of one's own yet: the flag would have no file to name.
    { product: 'kcp/kcp@0.12.1', values: 'externalHostname: kcp.example.com\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcp:
          extraFlags:
        # ^^^^^^^^^^ 'kcp.extraFlags' has no --encryption-provider-config…
            - --v=2
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: "kcp:\n^^^ 'kcp.extraFlags' has no --encryption-provider-config…\n  replicas: 2\n",
    },
    {
      product: 'kcp/kcp@0.12.2',
      values:
        "externalHostname: kcp.example.com\n^^^^^^^^^^^^^^^^ 'kcp.extraFlags' has no --encryption-provider-config…\n",
    },
  ],
});
