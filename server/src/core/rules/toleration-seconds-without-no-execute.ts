import { isAbsent, isTemplate } from '../kit/json.ts';
import { defineRule } from '../rule/rule.ts';
import { ownTolerations } from '../rule/tolerations.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'toleration-seconds-without-no-execute',
  meta: {
    summary: 'Use tolerationSeconds only with the effect NoExecute.',
    why: '`tolerationSeconds` says how long a running pod may stay on a node that gets a taint, which only `NoExecute` decides. The API server rejects it with any other effect, and also with none.',
    remedy: 'Name the effect `NoExecute`, or drop `tolerationSeconds`.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      seconds:
        "'{path}' sets tolerationSeconds with {effect}: Kubernetes rejects that. Use the effect NoExecute, or drop tolerationSeconds.",
    },
    examples: {
      bad: 'tolerations:\n  - key: target\n    operator: Exists\n    effect: NoSchedule\n    tolerationSeconds: 300\n',
      good: 'tolerations:\n  - key: target\n    operator: Exists\n    effect: NoExecute\n    tolerationSeconds: 300\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { path, fields } of ownTolerations(context)) {
      const { effect, tolerationSeconds } = fields;
      if (isAbsent(tolerationSeconds) || effect === 'NoExecute' || isTemplate(effect)) {
        continue;
      }
      const isOpen = isAbsent(effect) || effect === '';
      yield {
        path: isOpen ? [...path, 'tolerationSeconds'] : [...path, 'effect'],
        message: 'seconds',
        data: { path: formatPath(path), effect: isOpen ? 'no effect named' : `the effect ${String(effect)}` },
        fixes: () => [
          {
            title: 'Use the effect NoExecute',
            safety: 'unsafe',
            operations: [{ op: 'set', path: [...path, 'effect'], value: 'NoExecute' }],
          },
          {
            title: 'Drop tolerationSeconds',
            safety: 'unsafe',
            operations: [{ op: 'remove', path: [...path, 'tolerationSeconds'] }],
          },
        ],
      };
    }
  },
});
