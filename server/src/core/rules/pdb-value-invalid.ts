import { budgetProblems } from '../kit/disruption-budget.ts';
import { isAbsent } from '../kit/json.ts';
import { budgetedComponents } from '../rule/budgets.ts';
import { defineRule } from '../rule/rule.ts';
import { toJson } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'pdb-value-invalid',
  meta: {
    summary: 'Write the amount of a disruption budget as a whole number or a percentage.',
    why: 'The API server takes a whole number that is not negative, or text like `50%` up to 100 %. A number in quotes is text without a percent sign: it is rejected where the chart prints it as it is.',
    remedy: 'Write `1` or `50%`.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      invalid: "'{path}: {value}' is neither a whole number nor a percentage up to 100 %: Kubernetes rejects it.",
      quoted:
        "'{path}' is a number in quotes: where the chart prints the value as it is, Kubernetes takes it for a malformed percentage. Drop the quotes.",
    },
    examples: {
      bad: 'replicaCount: 3\npdb:\n  enabled: true\n  minAvailable: 0.5\n',
      good: 'replicaCount: 3\npdb:\n  enabled: true\n  minAvailable: 50%\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/'],
    fix: 'safe',
    replaces: ['schema/type', 'schema/pattern', 'schema/range'],
  },
  *check(context) {
    for (const { budget } of budgetedComponents(context)) {
      for (const { path, node } of [budget.minAvailable, budget.maxUnavailable]) {
        const value = toJson(node);
        if (
          node?.kind !== 'scalar' ||
          isAbsent(value) ||
          value === '' ||
          !context.isOwn(path) ||
          budgetProblems({ minAvailable: value }).length === 0
        ) {
          continue;
        }
        if (typeof value === 'string' && /^\d{1,9}$/.test(value)) {
          yield {
            path,
            message: 'quoted',
            severity: 'warning',
            data: { path: formatPath(path) },
            fixes: () => [
              {
                title: `Write the number ${value}`,
                safety: 'safe',
                operations: [{ op: 'rewrite', path, text: value }],
              },
            ],
          };
          continue;
        }
        const percent = typeof value === 'number' && value > 0 && value < 1 ? `${Math.round(value * 100)}%` : undefined;
        yield {
          path,
          message: 'invalid',
          data: { path: formatPath(path), value: node.source },
          fixes: () =>
            percent
              ? [{ title: `Write ${percent}`, safety: 'unsafe', operations: [{ op: 'set', path, value: percent }] }]
              : [],
        };
      }
    }
  },
});
