import { poolRoles, spreadOf } from '../rule/remedies/spaces-pools.ts';
import { maySelect, type SpreadTerm } from '../rule/remedies/spread.ts';
import { defineRule } from '../rule/rule.ts';
import { type ValueNode, walk } from '../values/node.ts';

export default defineRule({
  id: 'spaces-affinity-selector-mismatch',
  meta: {
    summary: 'Spread the pods of a component against each other.',
    why: 'A pod anti-affinity keeps pods away from those its selector matches. etcd pods carry `app: vcluster-etcd`, API servers `app: vcluster`: with the label of the other component the pods avoid that one, and may all share a node.',
    remedy:
      'Select `app: vcluster-etcd` under `controlPlanes.etcd`, and `app: vcluster` under `controlPlanes.vcluster`.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['spaces'],
    messages: {
      other:
        "The anti-affinity of the {role} pods selects 'app: {app}', the pods of the other component: {role} pods may all share a node. Select 'app: {own}'.",
    },
    examples: {
      bad: 'controlPlanes:\n  etcd:\n    affinity:\n      podAntiAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          - labelSelector:\n              matchLabels:\n                app: vcluster\n            topologyKey: kubernetes.io/hostname\n',
      good: 'controlPlanes:\n  etcd:\n    affinity:\n      podAntiAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          - labelSelector:\n              matchLabels:\n                app: vcluster-etcd\n            topologyKey: kubernetes.io/hostname\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-27b', 'S0-28b'],
    fix: 'unsafe',
    replaces: ['anti-affinity-selector-mismatch'],
  },
  *check(context) {
    for (const role of poolRoles) {
      const terms = spreadOf(context, role) ?? [];
      // Avoiding the other component as well is fine, and a zone or node term of one's own says it is meant.
      if (terms.some(term => term.selector !== undefined && maySelect(term, 'app', role.app))) {
        continue;
      }
      for (const other of poolRoles) {
        for (const scalar of other === role
          ? []
          : terms.flatMap(term => labelScalars(context.at(term.selectorPath), term, other.app))) {
          yield {
            path: scalar.path,
            message: 'other',
            data: { role: role.name, app: other.app, own: role.app },
            fixes: () => [
              {
                title: `Select app: ${role.app}`,
                safety: 'unsafe',
                operations: [{ op: 'set', path: scalar.path, value: role.app }],
              },
            ],
          };
        }
      }
    }
  },
});

function labelScalars(selector: ValueNode | undefined, term: SpreadTerm, app: string): readonly ValueNode[] {
  const parts = selector && maySelect(term, 'app', app) ? [...walk(selector)] : [];
  return parts.filter(part => part.kind === 'scalar' && part.value === app);
}
