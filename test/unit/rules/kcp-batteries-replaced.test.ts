import rule from '../../../server/src/core/rules/kcp-batteries-replaced.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'kcp/kcp',
      profile: 'default',
      values: 'kcp:\n  batteries:\n    - workspace-types\n    - metrics-viewer\n',
    },
    { product: 'kcp/kcp', values: 'kcp:\n  batteries:\n    - -workspace-types\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  batteries:\n    - +metrics-viewer\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  batteries: []\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  batteries: ["{{ .batteries }}"]\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      profile: 'default',
      values: yaml`
        kcp:
          batteries:
        # ^^^^^^^^^ 'kcp.batteries' replaces the default list, and drops 'workspace-types'…
            - metrics-viewer
      `,
      fixed: yaml`
        kcp:
          batteries:
            - metrics-viewer
            - workspace-types
      `,
    },
    {
      product: 'kcp/shard',
      values: "kcp: { batteries: [admin] }\n#      ^^^^^^^^^ 'kcp.batteries' replaces…\n",
      fixed: 'kcp: { batteries: [admin, workspace-types] }\n',
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: ["kcp: { batteries: [user] }\n#      ^^^^^^^^^ 'kcp.batteries' replaces…\n", 'kcp: { replicas: 2 }\n'],
    },
  ],
});
