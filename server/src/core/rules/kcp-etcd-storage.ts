import { componentNamed, isKcpChart } from '../rule/remedies/kcp-high-availability.ts';
import { textAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-etcd-storage',
  meta: {
    summary: 'Choose fast storage for etcd.',
    why: 'etcd writes every change to disk before it answers: kcp is as fast as its disks. Without a storage class they come from the default one of the cluster, and cannot be changed after the install.',
    remedy: 'Name an SSD class in `etcd.storageClassName`, and check `etcd.volumeSize` at the same time.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['kcp'],
    messages: {
      unset:
        "'{path}' is empty: etcd gets whatever the default storage class of the cluster is, and cannot change it later. Name a fast one.",
    },
    examples: { bad: 'etcd:\n  storageClassName: ""\n', good: 'etcd:\n  storageClassName: premium-ssd\n' },
    sources: ['https://etcd.io/docs/v3.5/op-guide/hardware/'],
    covers: ['S3-15'],
  },
  *check(context) {
    const name = 'etcd.storageClassName';
    const path = context.path(name);
    if (
      isKcpChart(context) &&
      componentNamed(context, 'etcd')?.enabled &&
      textAt(context, name) === '' &&
      context.knows(path) !== false
    ) {
      yield { path, message: 'unset', data: { path: name } };
    }
  },
});
