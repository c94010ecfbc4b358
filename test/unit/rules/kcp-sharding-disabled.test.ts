import rule from '../../../server/src/core/rules/kcp-sharding-disabled.ts';
import { testRule } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/shard', values: 'sharding:\n  enabled: true\n' },
    { product: 'kcp/shard', values: 'sharding:\n  enabled: "{{ .sharding }}"\n' },
    { product: 'kcp/proxy', values: 'externalHostname: kcp.example.com\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: 'kcp:\n^^^ This chart runs a single root shard for all workspaces…\n  replicas: 2\n',
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: 'externalHostname: kcp.example.com\n^^^^^^^^^^^^^^^^ This chart runs a single root shard…\n',
    },
    {
      product: 'kcp/shard',
      values: "sharding:\n  enabled: false\n#          ^^^^^ 'sharding.enabled' is off: this shard is the only one…\n",
    },
  ],
});
