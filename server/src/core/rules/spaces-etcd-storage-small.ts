import { compareQuantities, parseQuantity } from '../kit/quantity.ts';
import { amountAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-etcd-storage-small',
  meta: {
    summary: 'Give etcd volumes of at least 50Gi.',
    why: 'Many clouds grant operations per second by the size of a volume, and etcd is bound by them. With the default of 5Gi it runs out of them long before it runs out of space, and control planes time out.',
    remedy:
      'Set `controlPlanes.etcd.persistence.size: 50Gi`, what Upbound runs itself. Where the storage class grants operations apart from size, less may do.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      small:
        "etcd volumes have {size} ('{path}'): many clouds grant too few operations for that size, and control planes time out. Use 50Gi.",
    },
    examples: {
      bad: 'controlPlanes:\n  etcd:\n    persistence:\n      size: 10Gi\n',
      good: 'controlPlanes:\n  etcd:\n    persistence:\n      size: 50Gi\n',
    },
    sources: ['https://docs.upbound.io/deploy/self-hosted-spaces/scaling-resources'],
    covers: ['S0-12', 'S0-14'],
    fix: 'unsafe',
  },
  *check(context) {
    const name = 'controlPlanes.etcd.persistence.size';
    const size = amountAt(context, name);
    if (size !== undefined && compareQuantities(parseQuantity(size), parseQuantity('50Gi')) === -1) {
      const path = context.path(name);
      yield {
        path,
        message: 'small',
        data: { path: name, size },
        fixes: () => [
          { title: 'Use volumes of 50Gi', safety: 'unsafe', operations: [{ op: 'set', path, value: '50Gi' }] },
        ],
      };
    }
  },
});
