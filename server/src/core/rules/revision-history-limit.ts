import { wholeNumber } from '../kit/json.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'revision-history-limit',
  meta: {
    summary: 'Keep revisions to go back to.',
    why: 'With `revisionHistoryLimit: 0` Kubernetes deletes every old revision at once, and `kubectl rollout undo` has nothing to go back to.',
    remedy: 'Keep a few revisions; the default of Kubernetes is 10.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm'],
    messages: { none: 'No old revision is kept, so there is nothing to roll back to. Keep 10, or a few.' },
    examples: { bad: 'replicaCount: 2\nrevisionHistoryLimit: 0\n', good: 'replicaCount: 2\nrevisionHistoryLimit: 3\n' },
    sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#clean-up-policy'],
    covers: ['S2-46'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { path } of context.select('**.revisionHistoryLimit')) {
      if (wholeNumber(context.value(path)) === 0 && context.isOwn(path)) {
        yield {
          path,
          message: 'none',
          fixes: () => [{ title: 'Keep 10 revisions', safety: 'unsafe', operations: [{ op: 'set', path, value: 10 }] }],
        };
      }
    }
  },
});
