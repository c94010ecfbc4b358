import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';

export default defineRule({
  id: 'spaces-controller-resources-misplaced',
  meta: {
    summary: 'Set the resources of the controller where the chart reads them.',
    why: 'The chart reads `controller.controller.resources`. A block at `controller.resources`, where the high availability guide prints it, is ignored: the controller keeps 250m CPU and 500Mi, and is throttled or killed when it reconciles many control planes.',
    remedy: 'Move the block one level deeper, to `controller.controller.resources`.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['spaces'],
    messages: {
      misplaced:
        "The chart does not read '{path}': the controller keeps its default resources. They belong at 'controller.controller.resources'.",
    },
    examples: {
      bad: 'controller:\n  resources:\n    requests:\n      memory: 1Gi\n',
      good: 'controller:\n  controller:\n    resources:\n      requests:\n        memory: 1Gi\n',
    },
    sources: [
      'https://docs.upbound.io/reference/spaces-helm-reference/',
      'https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/',
    ],
    covers: ['S0-39'],
    fix: 'safe',
    replaces: ['schema/moved-key', 'schema/unknown-key'],
  },
  *check({ path, isOwn, stack }) {
    const from = path('controller.resources');
    const to = path('controller.controller.resources');
    if (!isOwn(from)) {
      return;
    }
    // With both set, only the one that counts has an effect: the other can go without changing anything.
    const both = stack.layers.some(layer => nodeAt(layer.root, from) && nodeAt(layer.root, to));
    yield {
      path: from,
      part: 'key',
      message: 'misplaced',
      data: { path: 'controller.resources' },
      fixes: () => [
        both
          ? {
              title: "Remove 'controller.resources', which has no effect",
              safety: 'safe',
              operations: [{ op: 'remove', path: from }],
            }
          : {
              title: "Move to 'controller.controller.resources'",
              safety: 'safe',
              operations: [{ op: 'move', from, to }],
            },
      ],
    };
  },
});
