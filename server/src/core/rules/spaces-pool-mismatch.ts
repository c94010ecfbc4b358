import { guidePoolKey, guideTaint } from '../kit/guide-taints.ts';
import { readToleration, tolerates } from '../kit/toleration.ts';
import { nodeTerms, poolRoles, targetsOf } from '../rule/remedies/spaces-pools.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt, toJson, type ValueNode, walk } from '../values/node.ts';

export default defineRule({
  id: 'spaces-pool-mismatch',
  meta: {
    summary: 'Pin pods to the pool whose taint they tolerate.',
    why: 'Node affinity and toleration have to name the same pool. Pods that are pinned to one pool and tolerate the taint of the other stay Pending; etcd on the nodes of the API servers competes with them for the disk.',
    remedy:
      'Use `target=etcd` for both under `controlPlanes.etcd`, and `target=apiserver` for both under `controlPlanes.vcluster`. Names of your own are fine as long as they agree.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['spaces'],
    messages: {
      differ:
        "The {role} pods are pinned to nodes with target={pool}, but '{path}' tolerates target={value}: they stay Pending. Name the same pool.",
      other: 'The {role} pods are pinned to target={pool}, the pool of the other component. Use target={own}.',
    },
    examples: {
      bad: 'controlPlanes:\n  etcd:\n    affinity:\n      nodeAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          nodeSelectorTerms:\n            - matchExpressions:\n                - key: target\n                  operator: In\n                  values: [etcd]\n    tolerations:\n      - key: target\n        operator: Equal\n        value: apiserver\n        effect: NoSchedule\n',
      good: 'controlPlanes:\n  etcd:\n    affinity:\n      nodeAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          nodeSelectorTerms:\n            - matchExpressions:\n                - key: target\n                  operator: In\n                  values: [etcd]\n    tolerations:\n      - key: target\n        operator: Equal\n        value: etcd\n        effect: NoSchedule\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-27', 'S0-28', 'S0-30', 'S0-31'],
    fix: 'unsafe',
    replaces: [
      'spaces-etcd-tolerations-missing',
      'spaces-vcluster-tolerations-missing',
      'taint-not-tolerated',
      'node-affinity-without-toleration',
    ],
  },
  *check(context) {
    for (const role of poolRoles) {
      const [pool, second] = targetsOf(nodeTerms(context, role) ?? []);
      if (pool === undefined || second !== undefined) {
        continue;
      }
      const others = poolRoles.filter(other => other !== role).map(other => other.pool as string);
      const label = others.includes(pool)
        ? scalarNamed(context.at(`${role.path}.affinity.nodeAffinity`), pool)
        : undefined;
      if (label) {
        yield {
          path: label.path,
          message: 'other',
          data: { role: role.name, pool, own: role.pool },
          fixes: () => [
            {
              title: `Pin to target=${role.pool}`,
              safety: 'unsafe',
              operations: [{ op: 'set', path: label.path, value: role.pool }],
            },
          ],
        };
      }
      const list = context.at(`${role.path}.tolerations`);
      const items = list?.kind === 'list' ? list.items : [];
      const wanted = label ? role.pool : pool;
      const taint = { ...guideTaint(role.pool), value: wanted };
      if (items.some(item => tolerates(readToleration(toJson(item)), taint) !== false)) {
        continue;
      }
      for (const item of items) {
        const toleration = readToleration(toJson(item));
        const value = nodeAt(item, ['value']);
        if (toleration?.key === guidePoolKey && value?.kind === 'scalar') {
          yield {
            path: value.path,
            message: 'differ',
            data: { role: role.name, pool: wanted, path: `${role.path}.tolerations`, value: String(value.value) },
            fixes: () => [
              {
                title: `Tolerate target=${wanted}`,
                safety: 'unsafe',
                operations: [{ op: 'set', path: value.path, value: wanted }],
              },
            ],
          };
        }
      }
    }
  },
});

function scalarNamed(node: ValueNode | undefined, text: string): ValueNode | undefined {
  return node && [...walk(node)].find(part => part.kind === 'scalar' && part.value === text);
}
