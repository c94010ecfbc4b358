import { isAbsent } from '../kit/json.ts';
import { defineRule } from '../rule/rule.ts';
import { ownTolerations } from '../rule/tolerations.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'toleration-exists-with-value',
  meta: {
    summary: 'Give no value to a toleration with operator Exists.',
    why: '`Exists` matches any value of the taint. The API server rejects a pod whose toleration has a value beside it, and the release with it.',
    remedy: 'Drop the value, or compare it with `operator: Equal`.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      value:
        "'{path}' has operator Exists and the value '{value}': Kubernetes rejects the two together. Drop the value, or use operator Equal.",
    },
    examples: {
      bad: 'tolerations:\n  - key: target\n    operator: Exists\n    value: etcd\n',
      good: 'tolerations:\n  - key: target\n    operator: Exists\n  - key: target\n    operator: Equal\n    value: etcd\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { path, fields } of ownTolerations(context)) {
      const { operator, value } = fields;
      if (operator !== 'Exists' || isAbsent(value) || value === '') {
        continue;
      }
      yield {
        path: [...path, 'value'],
        message: 'value',
        data: { path: formatPath(path), value: String(value) },
        fixes: () => [
          {
            title: 'Drop the value: tolerate any value of the taint',
            safety: 'unsafe',
            operations: [{ op: 'remove', path: [...path, 'value'] }],
          },
          {
            title: 'Use operator Equal',
            safety: 'unsafe',
            operations: [{ op: 'set', path: [...path, 'operator'], value: 'Equal' }],
          },
        ],
      };
    }
  },
});
