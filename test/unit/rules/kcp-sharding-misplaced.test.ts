import rule from '../../../server/src/core/rules/kcp-sharding-misplaced.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/shard', profile: 'default', values: 'sharding:\n  enabled: true\n' },
    { product: 'kcp/shard', values: 'kcp:\n  v: "3"\n' },
    { product: 'helm', values: 'kcp:\n  sharding:\n    enabled: true\n' },
  ],
  invalid: [
    {
      product: 'kcp/shard',
      profile: 'default',
      values: yaml`
        kcp:
          v: "3"
          # joins the root
          sharding:
        # ^^^^^^^^ No template reads 'kcp.sharding': sharding is set at the top level…
            enabled: true
            isRoot: false
      `,
      fixed: yaml`
        kcp:
          v: "3"
        # joins the root
        sharding:
          enabled: true
          isRoot: false
      `,
    },
    {
      product: 'kcp/shard',
      values: yaml`
        kcp:
          sharding: { enabled: true }
        # ^^^^^^^^ No template reads…
        sharding: { enabled: true }
      `,
      titles: ["Remove 'kcp.sharding', which has no effect"],
      fixed: 'sharding: { enabled: true }\n',
    },
    {
      product: 'kcp/shard@0.0.6',
      values: [
        'kcp: { sharding: { enabled: true } }\n#      ^^^^^^^^ No template reads…\n',
        'externalHostname: a.example.com\n',
      ],
    },
  ],
});
