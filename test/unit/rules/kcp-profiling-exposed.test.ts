import rule from '../../../server/src/core/rules/kcp-profiling-exposed.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', values: 'kcp:\n  profiling:\n    enabled: false\n' },
    // Listens on localhost only.
    { product: 'kcp/kcp', values: 'kcpFrontProxy:\n  profiling:\n    enabled: true\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  profiling:\n    enabled: "{{ .debug }}"\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcp:
          profiling:
            enabled: true
        #            ^^^^ 'kcp.profiling.enabled' opens the profiler of the server…
      `,
      fixed: yaml`
        kcp:
          profiling:
            enabled: false
      `,
    },
    {
      product: 'kcp/shard',
      values:
        "kcp: { profiling: { enabled: true } }\n#                            ^^^^ 'kcp.profiling.enabled' opens…\n",
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: [
        "kcp: { profiling: { enabled: true } }\n#                            ^^^^ 'kcp.profiling.enabled' opens…\n",
        'kcp: { replicas: 2 }\n',
      ],
    },
  ],
});
