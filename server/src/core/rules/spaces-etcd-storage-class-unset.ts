import { textAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-etcd-storage-class-unset',
  meta: {
    summary: 'Choose fast storage for etcd.',
    why: 'etcd writes every change to disk before it answers. Without a storage class its volumes come from the default one of the cluster, which is often made for capacity, not for latency; the class of a volume cannot be changed later.',
    remedy:
      'Name an SSD class in `controlPlanes.etcd.persistence.storageClassName`. Silence this rule where the default class is fast.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      unset:
        "'{path}' is empty: etcd gets whatever the default storage class of the cluster is, and cannot change it later. Name a fast one.",
    },
    examples: {
      bad: 'controlPlanes:\n  etcd:\n    persistence:\n      storageClassName: ""\n',
      good: 'controlPlanes:\n  etcd:\n    persistence:\n      storageClassName: fast-ssd\n',
    },
    sources: ['https://docs.upbound.io/deploy/self-hosted-spaces/scaling-resources'],
    covers: ['S0-12'],
  },
  *check(context) {
    const name = 'controlPlanes.etcd.persistence.storageClassName';
    const path = context.path(name);
    if (textAt(context, name) === '' && context.knows(path) !== false) {
      yield { path, message: 'unset', data: { path: name } };
    }
  },
});
