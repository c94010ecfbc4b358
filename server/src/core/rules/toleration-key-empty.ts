import { defineRule } from '../rule/rule.ts';
import { isTemplated, nodeAt } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'toleration-key-empty',
  meta: {
    summary: 'Name the taint key in every toleration that does not use Exists.',
    why: 'A toleration without a key is only valid with `operator: Exists`, where it matches every taint. With any other operator the API server rejects the pod, and the release with it.',
    remedy:
      'Write the key of the taint, or, to tolerate everything on purpose, set `operator: Exists` and drop the value.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      empty:
        "'{path}' names no taint key, and its operator is {operator}: Kubernetes rejects such a toleration. Name the key, or use operator Exists to tolerate every taint.",
    },
    examples: {
      bad: 'tolerations:\n  - operator: Equal\n    value: etcd\n    effect: NoSchedule\n',
      good: 'tolerations:\n  - key: target\n    operator: Equal\n    value: etcd\n    effect: NoSchedule\n  - operator: Exists\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
    fix: 'unsafe',
  },
  *check({ select }) {
    for (const list of select('**.tolerations')) {
      for (const item of list.kind === 'list' ? list.items : []) {
        const key = nodeAt(item, ['key']);
        const operator = nodeAt(item, ['operator']);
        const value = operator?.kind === 'scalar' ? operator.value : undefined;
        const isEmpty = key === undefined || (key.kind === 'scalar' && (key.value === '' || key.value === null));
        if (item.kind !== 'map' || item.entries.size === 0 || !isEmpty || value === 'Exists' || isTemplated(operator)) {
          continue;
        }
        const hasValue = item.entries.has('value');
        yield {
          path: key ? [...item.path, 'key'] : item.path,
          message: 'empty',
          data: {
            path: formatPath(item.path),
            operator: value === undefined || value === null || value === '' ? 'Equal by default' : String(value),
          },
          fixes: () => [
            {
              title: 'Tolerate every taint: operator Exists',
              safety: 'unsafe',
              operations: [
                { op: 'set', path: [...item.path, 'operator'], value: 'Exists' },
                ...(hasValue ? [{ op: 'remove' as const, path: [...item.path, 'value'] }] : []),
              ],
            },
          ],
        };
      }
    }
  },
});
