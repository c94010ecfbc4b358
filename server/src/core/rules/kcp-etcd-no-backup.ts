import { componentNamed, isKcpChart } from '../rule/remedies/kcp-high-availability.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-etcd-no-backup',
  meta: {
    summary: 'Back etcd up.',
    why: 'The bundled etcd has neither backup nor defragmentation, and a fixed quota of 2 GiB. When it loses its majority for good, every workspace is gone.',
    remedy:
      'Run etcd by an operator that takes snapshots, such as etcd-druid, with `etcd.enabled: false` and its address in `kcp.etcd.serverAddress`; or take snapshots yourself and silence this rule.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['kcp'],
    messages: {
      bundled:
        'The bundled etcd has no backup: losing its majority for good loses every workspace. Run etcd by an operator with snapshots, or back it up yourself.',
    },
    examples: {
      bad: 'etcd:\n  enabled: true\n',
      good: 'etcd:\n  enabled: false\nkcp:\n  etcd:\n    serverAddress: https://etcd-client:2379\n',
    },
    sources: ['https://docs.kcp.io/kcp/main/setup/production/'],
    covers: ['S3-04', 'S3-10', 'S3-11'],
  },
  *check(context) {
    if (
      isKcpChart(context) &&
      componentNamed(context, 'etcd')?.enabled &&
      context.value('etcd.enabled') !== undefined
    ) {
      yield { path: context.path('etcd.enabled'), message: 'bundled' };
    }
  },
});
