import { isEmptyNode, scalarIn } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { verticalAutoscalers } from '../rule/vertical-autoscalers.ts';
import { nodeAt } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'vpa-bounds-missing',
  meta: {
    summary: 'Bound what a vertical autoscaler may ask for.',
    why: 'Without an upper bound a recommendation may exceed every node: the pod is evicted to be resized, and its replacement stays pending.',
    remedy: 'Set `maxAllowed` to what fits on a node beside what else runs there.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm'],
    messages: {
      missing:
        "'{path}' sets no upper bound: a pod may be resized beyond every node, and stay pending. Set 'maxAllowed'.",
    },
    examples: {
      bad: 'vpa:\n  enabled: true\n  updateMode: Recreate\n  maxAllowed: {}\n',
      good: 'vpa:\n  enabled: true\n  updateMode: Recreate\n  maxAllowed:\n    cpu: 2000m\n    memory: 4Gi\n',
    },
    sources: ['https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/known-limitations.md'],
    covers: ['S4-23'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { node, path, mode } of verticalAutoscalers(context)) {
      const at = [...path, 'maxAllowed'];
      const bounds = nodeAt(node, ['maxAllowed']);
      const isKnown = bounds !== undefined || (context.complete && context.knows(at) === true);
      const changes = typeof mode?.value === 'string' && mode.value !== '' && mode.value !== 'Off';
      const lists = ['resourcePolicy', 'containerPolicies'].some(name => !isEmptyNode(nodeAt(node, [name])));
      if (
        scalarIn(node, 'enabled')?.value !== true ||
        !changes ||
        !isKnown ||
        !isEmptyNode(bounds) ||
        lists ||
        !context.isOwn(path)
      ) {
        continue;
      }
      yield {
        path: context.isOwn(at) ? at : path,
        part: 'key',
        message: 'missing',
        data: { path: formatPath(path) },
        fixes: () => [
          {
            title: 'Allow up to 2 CPUs and 4Gi',
            safety: 'unsafe',
            operations: [{ op: 'set', path: at, value: { cpu: '2000m', memory: '4Gi' } }],
          },
        ],
      };
    }
  },
});
