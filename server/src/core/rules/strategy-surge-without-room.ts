import { mapOf } from '../kit/json.ts';
import { rollingUpdate } from '../kit/rollout.ts';
import { antiAffinityOf, isHostname, isZone, type PodTerm } from '../rule/affinity.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { isDeployment, strategiesOf } from '../rule/strategies.ts';
import { toJson } from '../values/node.ts';

export default defineRule({
  id: 'strategy-surge-without-room',
  meta: {
    summary: 'Let updates replace pods in place where each needs a node of its own.',
    why: 'Required anti-affinity also keeps the new pod away from the old ones. When an update may take no pod away first, the new one needs a free node or zone: with as many nodes as replicas the update never gets on. The default of 25 % comes down to "take none away" up to three replicas.',
    remedy:
      'Set `maxSurge: 0` and `maxUnavailable: 1`, or keep only pods of the same revision apart (`matchLabelKeys: [pod-template-hash]`). A cluster autoscaler may add the node.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      room: "An update of '{component}' starts a new pod before it stops one of {replicas}, and each requires a {domain} of its own: without a free {domain} the update hangs. Set maxSurge 0, maxUnavailable 1.",
    },
    examples: {
      bad: 'replicaCount: 3\nstrategy:\n  rollingUpdate:\n    maxSurge: 1\n    maxUnavailable: 0\naffinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: web\n',
      good: 'replicaCount: 3\nstrategy:\n  rollingUpdate:\n    maxSurge: 0\n    maxUnavailable: 1\naffinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: web\n',
    },
    sources: [
      'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/',
      'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy',
    ],
    covers: ['S0-16', 'S0-27', 'S2-43', 'S2-72'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, path, type, block, maxSurge, maxUnavailable, rollingUpdatePath } of strategiesOf(context)) {
      const replicas = component.fewestReplicas;
      const outcome = rollingUpdate(replicas, maxSurge, maxUnavailable);
      const term = (antiAffinityOf(context, component) ?? []).find(isApart);
      const isRolling =
        isDeployment(component) && block !== undefined && (type === undefined || type === 'RollingUpdate');
      if (!isRolling || !term || replicas === undefined || replicas < 2 || outcome?.unavailable !== 0) {
        continue;
      }
      // Amounts that only the chart could know are not known here.
      if (
        (!context.complete && maxUnavailable === undefined) ||
        !ownsAny(context, [term.list, rollingUpdatePath, path])
      ) {
        continue;
      }
      yield {
        path: maxUnavailable === undefined ? path : [...rollingUpdatePath, 'maxUnavailable'],
        part: maxUnavailable === undefined ? 'key' : 'value',
        message: 'room',
        data: { component: titleOf(component), replicas, domain: isZone(term.topologyKey) ? 'zone' : 'node' },
        related: [{ path: [...term.path, 'topologyKey'], message: 'What keeps the pods apart.' }],
        fixes: () => [
          {
            title: 'Replace pods in place: maxSurge 0, maxUnavailable 1',
            safety: 'unsafe',
            operations: [
              { op: 'set', path: rollingUpdatePath, merge: true, value: { maxSurge: 0, maxUnavailable: 1 } },
            ],
          },
        ],
      };
    }
  },
});

/** Required, by node or zone, and over all revisions. */
function isApart({ required, topologyKey, term }: PodTerm): boolean {
  const fields = mapOf(toJson(term));
  const keys: readonly unknown[] = Array.isArray(fields?.matchLabelKeys) ? fields.matchLabelKeys : [];
  return required && (isHostname(topologyKey) || isZone(topologyKey)) && !keys.includes('pod-template-hash');
}
