import type { JsonValue } from '../product/table.ts';
import { antiAffinityOf, isHostname, type PodTerm, spreadOf } from '../rule/affinity.ts';
import { type Component, titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule, type Fix } from '../rule/rule.ts';
import { toJson } from '../values/node.ts';

export default defineRule({
  id: 'anti-affinity-soft-only',
  meta: {
    summary: 'Require different nodes for the members of a quorum.',
    why: 'A preference gives way when nodes are scarce: two members of a quorum store, or all replicas of an API server, may then share a node and fail together.',
    remedy: 'Require `kubernetes.io/hostname` anti-affinity where there are at least as many nodes as members.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      soft: "'{component}' only prefers different nodes: under pressure two of its members may share one. Require it where there are enough nodes.",
    },
    examples: {
      bad: 'etcd:\n  replicaCount: 3\n  affinity:\n    podAntiAffinity:\n      preferredDuringSchedulingIgnoredDuringExecution:\n        - weight: 100\n          podAffinityTerm:\n            topologyKey: kubernetes.io/hostname\n            labelSelector:\n              matchLabels:\n                app: etcd\n',
      good: 'etcd:\n  replicaCount: 3\n  affinity:\n    podAntiAffinity:\n      requiredDuringSchedulingIgnoredDuringExecution:\n        - topologyKey: kubernetes.io/hostname\n          labelSelector:\n            matchLabels:\n              app: etcd\n',
    },
    sources: [
      'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/',
      'https://etcd.io/docs/latest/faq/',
    ],
    covers: ['S0-28', 'S3-05'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components.filter(isCritical)) {
      const terms = antiAffinityOf(context, component) ?? [];
      const soft = terms.find(term => !term.required && isHostname(term.topologyKey));
      const isHard =
        terms.some(term => term.required) ||
        spreadOf(context, component)?.some(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule') !== false;
      if (soft && !isHard && ownsAny(context, [soft.list, component.path]) && component.fewestReplicas !== 1) {
        yield {
          path: soft.list,
          part: 'key',
          message: 'soft',
          data: { component: titleOf(component) },
          fixes: () => [harden(soft, terms)],
        };
      }
    }
  },
});

const isCritical = ({ enabled, quorum, name }: Component): boolean =>
  enabled && (quorum || /api-?server$|^vcluster$/i.test(name));

/** The preferred term becomes a required one; what else is preferred stays. */
function harden(soft: PodTerm, terms: readonly PodTerm[]): Fix {
  const others = terms.some(term => term !== soft && !term.required);
  return {
    title: 'Require different nodes',
    safety: 'unsafe',
    operations: [
      {
        op: 'append',
        path: [...soft.list.slice(0, -1), 'requiredDuringSchedulingIgnoredDuringExecution'],
        items: [toJson(soft.term) as JsonValue],
      },
      { op: 'remove', path: others ? soft.item : soft.list },
    ],
  };
}
