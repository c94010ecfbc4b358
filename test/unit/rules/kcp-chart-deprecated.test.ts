import rule from '../../../server/src/core/rules/kcp-chart-deprecated.ts';
import { testRule } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', profile: 'default', values: 'externalHostname: kcp.example.com\n' },
    { product: 'kcp/api-syncagent', values: 'replicas: 2\n' },
    { product: 'helm', values: 'sharding:\n  enabled: true\n' },
  ],
  invalid: [
    {
      product: 'kcp/shard',
      profile: 'default',
      values:
        "externalHostname: kcp.example.com\n^^^^^^^^^^^^^^^^ The chart 'shard' is deprecated and runs a single pod of everything. Use the kcp-operator: RootShard and Shard.\n",
    },
    { product: 'kcp/proxy', values: 'kcpFrontProxy:\n^^^^^^^^^^^^^ The chart \'proxy\' is deprecated…\n  v: "4"\n' },
    {
      product: 'kcp/cache',
      values: ['cache:\n  v: "3"\n', 'cache:\n^^^^^ The chart \'cache\' is deprecated…\n  v: "4"\n'],
    },
  ],
});
