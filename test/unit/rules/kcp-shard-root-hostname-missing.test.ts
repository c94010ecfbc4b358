import rule from '../../../server/src/core/rules/kcp-shard-root-hostname-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/shard', profile: 'default', values: 'sharding:\n  enabled: true\n  isRoot: true\n' },
    { product: 'kcp/shard', values: 'sharding:\n  enabled: false\n  isRoot: false\n' },
    {
      product: 'kcp/shard',
      values: 'sharding:\n  enabled: true\n  isRoot: false\n  rootShardInternalHostname: ${ROOT}\n',
    },
    { product: 'kcp/kcp', values: 'externalHostname: kcp.example.com\n' },
  ],
  invalid: [
    {
      product: 'kcp/shard',
      profile: 'default',
      values: yaml`
        sharding:
        ^^^^^^^^ 'sharding.rootShardInternalHostname' is empty: this shard cannot find the root shard…
          enabled: true
          isRoot: false
      `,
    },
    {
      product: 'kcp/proxy',
      values:
        "externalHostname: kcp.example.com\n^^^^^^^^^^^^^^^^ 'sharding.rootShardInternalHostname' is empty: this proxy…\n",
    },
    {
      product: 'kcp/shard',
      values: yaml`
        sharding:
          enabled: true
          isRoot: false
          rootShardInternalHostname: ""
        #                            ^^ 'sharding.rootShardInternalHostname' is empty…
      `,
    },
  ],
});
