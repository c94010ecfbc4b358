import { rollingUpdateProblems, strategyProblems } from '../kit/rollout.ts';
import { defineRule } from '../rule/rule.ts';
import { strategiesOf } from '../rule/strategies.ts';
import { didYouMean } from '../text/did-you-mean.ts';

export default defineRule({
  id: 'strategy-value-invalid',
  meta: {
    summary: 'Write an update strategy that the API server accepts.',
    why: 'The API server knows `RollingUpdate`, `Recreate` (Deployments) and `OnDelete` (StatefulSets, DaemonSets), and amounts that are whole numbers or percentages; `maxUnavailable` is at most 100 %. It rejects anything else.',
    remedy: 'Correct the spelling or the amount.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm'],
    messages: {
      type: "'{type}' is no update strategy: Kubernetes knows RollingUpdate, Recreate and OnDelete, and rejects anything else.",
      amount: "'{key}: {value}' is neither a whole number nor a percentage: Kubernetes rejects it.",
      over: 'maxUnavailable: {value} is more than all pods: Kubernetes rejects it. Use at most 100 %.',
    },
    examples: {
      bad: 'replicaCount: 2\nstrategy:\n  type: Rolling\n',
      good: 'replicaCount: 2\nstrategy:\n  type: RollingUpdate\n  rollingUpdate:\n    maxSurge: 25%\n',
    },
    sources: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/'],
    fix: 'safe',
    replaces: ['schema/enum', 'schema/pattern'],
  },
  *check(context) {
    for (const { component, type, typePath, maxSurge, maxUnavailable, rollingUpdatePath } of strategiesOf(context)) {
      if (
        type !== undefined &&
        type !== 'OnDelete' &&
        strategyProblems({ type }).includes('type-unknown') &&
        context.isOwn(typePath)
      ) {
        const [right] = didYouMean(
          type,
          component.kind === 'deployment' ? ['RollingUpdate', 'Recreate'] : ['RollingUpdate', 'Recreate', 'OnDelete'],
        );
        yield {
          path: typePath,
          message: 'type',
          data: { type },
          fixes: () =>
            right
              ? [{ title: `Write ${right}`, safety: 'safe', operations: [{ op: 'set', path: typePath, value: right }] }]
              : [],
        };
      }
      const problems = rollingUpdateProblems(maxSurge, maxUnavailable);
      for (const [key, value, problem] of [
        ['maxSurge', maxSurge, 'max-surge-invalid'],
        ['maxUnavailable', maxUnavailable, 'max-unavailable-invalid'],
      ] as const) {
        const path = [...rollingUpdatePath, key];
        // Digits in quotes: most templates print them like a number.
        const isDigits = typeof value === 'string' && /^\d+$/.test(value);
        if (problems.includes(problem) && !isDigits && typeof value !== 'object' && context.isOwn(path)) {
          yield { path, message: 'amount', data: { key, value: String(value) } };
        }
      }
      const path = [...rollingUpdatePath, 'maxUnavailable'];
      if (problems.includes('max-unavailable-over-100-percent') && context.isOwn(path)) {
        yield { path, message: 'over', data: { value: String(maxUnavailable) } };
      }
    }
  },
});
