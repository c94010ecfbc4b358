import { compareQuantities, parseQuantity } from '../kit/quantity.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { verticalAutoscalers } from '../rule/vertical-autoscalers.ts';
import { isTemplated, nodeAt, type ValueNode } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'vpa-bounds-inverted',
  meta: {
    summary: 'Keep the lower bound of a vertical autoscaler below its upper one.',
    why: 'No recommendation can satisfy both: the autoscaler rejects the object or ignores a bound.',
    remedy: 'Raise `maxAllowed`, or lower `minAllowed`.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces'],
    messages: {
      inverted: "'{path}' allows at least {min} and at most {max}: nothing satisfies both. Raise the upper bound.",
    },
    examples: {
      bad: 'vpa:\n  enabled: true\n  minAllowed:\n    memory: 2Gi\n  maxAllowed:\n    memory: 1Gi\n',
      good: 'vpa:\n  enabled: true\n  minAllowed:\n    memory: 256Mi\n  maxAllowed:\n    memory: 4Gi\n',
    },
    sources: ['https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/api.md'],
    covers: ['S4-23'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { node, path } of verticalAutoscalers(context)) {
      for (const resource of ['cpu', 'memory']) {
        const [min, max] = ['minAllowed', 'maxAllowed'].map(bound => amountOf(nodeAt(node, [bound, resource])));
        const at = [...path, 'maxAllowed', resource];
        const below = [...path, 'minAllowed', resource];
        if (
          min === undefined ||
          max === undefined ||
          compareQuantities(parseQuantity(min), parseQuantity(max)) !== 1 ||
          !ownsAny(context, [at, below])
        ) {
          continue;
        }
        yield {
          path: context.isOwn(at) ? at : below,
          message: 'inverted',
          data: { path: formatPath(path), min, max },
          fixes: () => [
            { title: `Allow up to ${min}`, safety: 'unsafe', operations: [{ op: 'set', path: at, value: min }] },
            { title: `Allow ${max} and more`, safety: 'unsafe', operations: [{ op: 'set', path: below, value: max }] },
          ],
        };
      }
    }
  },
});

const amountOf = (node: ValueNode | undefined): string | number | undefined =>
  node?.kind === 'scalar' && !isTemplated(node) && (typeof node.value === 'string' || typeof node.value === 'number')
    ? node.value
    : undefined;
