import { titleOf } from '../rule/component.ts';
import { isEmptyNode } from '../rule/own-values.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';

export default defineRule({
  id: 'termination-prestop-missing',
  meta: {
    summary: 'Wait a few seconds before a pod that serves requests begins to end.',
    why: 'When a pod ends, it gets SIGTERM at the same time as load balancers learn to avoid it. Until they have, requests still come in and fail. An opinion: applications that delay their own shutdown need no hook.',
    remedy: 'Sleep 5 to 15 seconds in a preStop hook.',
    severity: 'info',
    mode: 'M',
    profile: 'production',
    optIn: true,
    products: ['helm'],
    messages: {
      missing:
        "'{component}' has no preStop hook: requests that arrive while it is taken out of rotation fail. Sleep a few seconds in '{key}.preStop'.",
    },
    examples: {
      bad: 'replicaCount: 2\nservice:\n  port: 80\nlifecycle: {}\n',
      good: 'replicaCount: 2\nservice:\n  port: 80\nlifecycle:\n  preStop:\n    sleep:\n      seconds: 10\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/'],
    covers: ['S2-54', 'S2-73'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const { node, path, enabled, kind } = component;
      const key = ['lifecycle', 'lifecycleHooks'].find(name => node.entries.has(name));
      const served = ['service', 'ingress'].some(name => !isEmptyNode(nodeAt(node, [name])));
      if (
        !enabled ||
        kind === 'job' ||
        kind === 'daemonset' ||
        key === undefined ||
        !served ||
        !isEmptyNode(nodeAt(node, [key, 'preStop'])) ||
        nodeAt(node, [key])?.kind === 'scalar' ||
        !ownsAny(context, [path])
      ) {
        continue;
      }
      yield {
        path: [...path, key],
        part: 'key',
        message: 'missing',
        data: { component: titleOf(component), key },
        fixes: () => [
          {
            title: 'Sleep 10 seconds before the end',
            safety: 'unsafe',
            operations: [
              { op: 'set', path: [...path, key], value: { preStop: { sleep: { seconds: 10 } } }, merge: true },
            ],
          },
        ],
      };
    }
  },
});
