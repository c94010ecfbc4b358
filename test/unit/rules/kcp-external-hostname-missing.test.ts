import rule from '../../../server/src/core/rules/kcp-external-hostname-missing.ts';
import { testRule } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', values: 'externalHostname: kcp.example.com\n' },
    { product: 'kcp/kcp', values: 'externalHostname: ${HOST}\n' },
    { product: 'kcp/kcp', values: ['externalHostname: kcp.example.com\n', 'kcp:\n  replicas: 2\n'] },
    { product: 'kcp/proxy', values: 'kcpFrontProxy:\n  v: "4"\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values:
        'externalHostname: ""\n#                 ^^ \'externalHostname\' is empty: the chart cannot be installed without it…\n',
    },
    { product: 'kcp/kcp@0.16.6', values: "kcp:\n^^^ 'externalHostname' is empty…\n  replicas: 2\n" },
    { product: 'kcp/shard', values: 'kcp:\n^^^ \'externalHostname\' is empty…\n  v: "3"\n' },
  ],
});
