import { effectiveRequest } from '../kit/resource-requirements.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { toJson } from '../values/node.ts';

export default defineRule({
  id: 'resources-ephemeral-storage',
  meta: {
    summary: 'Bound the scratch space of every container.',
    why: 'Logs and temporary files of a container fill the disk of its node, and Kubernetes then evicts pods, not always the one that filled it.',
    remedy: 'Request and limit `ephemeral-storage`.',
    severity: 'info',
    mode: 'M',
    profile: 'production',
    optIn: true,
    products: ['helm'],
    messages: {
      missing:
        "'{component}' has no bound on its scratch space: its logs and temporary files may fill the node. Set ephemeral-storage.",
    },
    examples: {
      bad: { defaults: 'replicaCount: 1\nresources: {}\n', values: 'resources:\n  requests:\n    cpu: 1\n' },
      good: {
        defaults: 'replicaCount: 1\nresources: {}\n',
        values: 'resources:\n  requests:\n    ephemeral-storage: 1Gi\n  limits:\n    ephemeral-storage: 2Gi\n',
      },
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#local-ephemeral-storage'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const path = component.resources;
      const block = path && toJson(context.at(path));
      const isMissing =
        effectiveRequest(block, 'ephemeral-storage').kind === 'absent' &&
        (block === undefined || typeof block === 'object');
      if (!path || !component.enabled || !context.complete || !isMissing || !ownsAny(context, [path, component.path])) {
        continue;
      }
      yield {
        path,
        part: 'key',
        message: 'missing',
        data: { component: titleOf(component) },
        fixes: () => [
          {
            title: 'Request 1Gi of scratch space, and limit it to 2Gi',
            safety: 'unsafe',
            operations: [
              {
                op: 'set',
                path,
                merge: true,
                value: { requests: { 'ephemeral-storage': '1Gi' }, limits: { 'ephemeral-storage': '2Gi' } },
              },
            ],
          },
        ],
      };
    }
  },
});
