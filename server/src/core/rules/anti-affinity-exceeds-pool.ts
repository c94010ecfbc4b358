import { antiAffinityOf, isHostname, isZone, spreadOf } from '../rule/affinity.ts';
import { softenTerm } from '../rule/affinity-fixes.ts';
import { type Component, titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { placementsOf } from '../rule/placement.ts';
import { listPools } from '../rule/pool-tolerations.ts';
import { switchAt } from '../rule/remedies/read.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import type { PoolView } from '../taint/index.ts';
import { matchPools } from '../taint/pool-match.ts';
import { samePath } from '../values/path.ts';

export default defineRule({
  id: 'anti-affinity-exceeds-pool',
  meta: {
    summary: 'Give a pool as many nodes, or zones, as its pods are kept apart on.',
    why: 'Required anti-affinity lets one pod onto each node or into each zone. In a pool that cannot grow to as many, the surplus stays Pending for ever: of three etcd members on two nodes one never starts.',
    remedy:
      'Raise the upper bound of the node pool, or prefer instead of require. Production control planes of Spaces need three nodes for etcd and two for API servers. The finding only appears where the files of all pools in question say how many nodes, or which zones, they have.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      nodes:
        "'{component}' requires a node of its own for each of {replicas} pods, and {pools} has at most {domains}: {surplus} will stay Pending. Give the pool more nodes, or prefer different nodes instead.",
      zones:
        "'{component}' requires a zone of its own for each of {replicas} pods, and {pools} spans {domains}: {surplus} will stay Pending. Prefer different zones instead.",
      minDomains:
        "'{component}' wants to be spread over at least {replicas} domains, and {pools} has at most {domains}: its pods stay Pending. Lower minDomains.",
    },
    examples: {
      bad: {
        values:
          'web:\n  replicas: 3\n  nodeSelector:\n    pool: web\n  affinity:\n    podAntiAffinity:\n      requiredDuringSchedulingIgnoredDuringExecution:\n        - topologyKey: kubernetes.io/hostname\n          labelSelector:\n            matchLabels:\n              app: web\n',
        nodePools:
          'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmanagedNodeGroups:\n  - name: web\n    maxSize: 2\n    labels:\n      pool: web\n',
      },
      good: {
        values:
          'web:\n  replicas: 3\n  nodeSelector:\n    pool: web\n  affinity:\n    podAntiAffinity:\n      requiredDuringSchedulingIgnoredDuringExecution:\n        - topologyKey: kubernetes.io/hostname\n          labelSelector:\n            matchLabels:\n              app: web\n',
        nodePools:
          'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmanagedNodeGroups:\n  - name: web\n    maxSize: 3\n    labels:\n      pool: web\n',
      },
    },
    sources: [
      'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/',
      'https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/',
    ],
    covers: ['S0-10', 'S0-16'],
    fix: 'unsafe',
    replaces: ['anti-affinity-exceeds-domains'],
  },
  *check(context) {
    const placements = context.nodes.pools.length === 0 ? [] : placementsOf(context);
    for (const component of context.components) {
      const placement = placements.find(({ path }) =>
        [component.nodeSelector, component.affinity].some(place => place && samePath(place.slice(0, -1), path)),
      );
      const { sure, possible } = placement
        ? matchPools(context.nodes, placement.alternatives)
        : { sure: [], possible: [] };
      if (!component.enabled || sure.length === 0 || possible.length > 0) {
        continue;
      }
      const replicas = podsOf(context, component);
      const pools = listPools(sure);
      const terms = antiAffinityOf(context, component) ?? [];
      for (const term of terms.filter(({ required }) => required)) {
        const domains = domainsOf(sure, term.topologyKey);
        if (replicas !== undefined && domains !== undefined && replicas > domains && ownsAny(context, [term.list])) {
          yield {
            path: [...term.path, 'topologyKey'],
            message: isZone(term.topologyKey) ? 'zones' : 'nodes',
            data: { component: titleOf(component), replicas, pools, domains, surplus: replicas - domains },
            fixes: () => [softenTerm(term, terms)],
          };
        }
      }
      for (const [index, constraint] of (spreadOf(context, component) ?? []).entries()) {
        const { minDomains, whenUnsatisfiable } = constraint;
        const domains = domainsOf(sure, constraint.topologyKey);
        const path = [...(component.spread ?? []), index, 'minDomains'];
        if (
          typeof minDomains === 'number' &&
          whenUnsatisfiable === 'DoNotSchedule' &&
          domains !== undefined &&
          minDomains > domains &&
          ownsAny(context, [path])
        ) {
          yield {
            path,
            message: 'minDomains',
            data: { component: titleOf(component), replicas: minDomains, pools, domains },
            fixes: () => [
              {
                title: `Spread over at least ${domains}`,
                safety: 'unsafe',
                operations: [{ op: 'set', path, value: domains }],
              },
            ],
          };
        }
      }
    }
  },
});

/** How many pods there are at least. Control planes of Spaces that are highly available have three etcd members and two API servers. */
function podsOf(context: RuleContext, { name, path, fewestReplicas }: Component): number | undefined {
  const controlPlane = context.product?.family === 'spaces' && path.at(-2) === 'controlPlanes';
  const members = name === 'etcd' ? 3 : name === 'vcluster' ? 2 : undefined;
  return controlPlane && members !== undefined && switchAt(context, 'controlPlanes.ha.enabled') === true
    ? members
    : fewestReplicas;
}

/** How many nodes, or zones, the pools have together at most; undefined where one of them leaves it open. */
function domainsOf(pools: readonly PoolView[], topologyKey: unknown): number | undefined {
  if (isHostname(topologyKey)) {
    const most = pools.flatMap(pool => pool.most ?? []);
    return most.length === pools.length ? most.reduce((sum, nodes) => sum + nodes, 0) : undefined;
  }
  const zones = isZone(topologyKey) ? pools.map(({ labels }) => labels.get(String(topologyKey))) : [undefined];
  const names = new Set(zones.flatMap(values => [...(values ?? [null])]));
  return names.has(null) ? undefined : names.size;
}
