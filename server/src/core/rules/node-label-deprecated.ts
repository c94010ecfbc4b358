import { defineRule, type Fix } from '../rule/rule.ts';
import { nodeAt, type ValueNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';

const successors: ReadonlyMap<string, string> = new Map([
  ['beta.kubernetes.io/os', 'kubernetes.io/os'],
  ['beta.kubernetes.io/arch', 'kubernetes.io/arch'],
  ['beta.kubernetes.io/instance-type', 'node.kubernetes.io/instance-type'],
  ['failure-domain.beta.kubernetes.io/zone', 'topology.kubernetes.io/zone'],
  ['failure-domain.beta.kubernetes.io/region', 'topology.kubernetes.io/region'],
]);

export default defineRule({
  id: 'node-label-deprecated',
  meta: {
    summary: 'Select nodes by labels that they still carry.',
    why: 'These node labels are deprecated. Where a cluster or cloud provider no longer sets them, the selector matches no node, and the pods stay Pending.',
    remedy: 'Use the label that took its place.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['helm'],
    messages: { old: "The node label '{old}' is deprecated, and new nodes need not carry it: use '{now}'." },
    examples: {
      bad: 'nodeSelector:\n  beta.kubernetes.io/os: linux\n',
      good: 'nodeSelector:\n  kubernetes.io/os: linux\n',
    },
    sources: ['https://kubernetes.io/docs/reference/labels-annotations-taints/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const map of context.select('**.nodeSelector')) {
      for (const old of map.kind === 'map' ? map.entries.keys() : []) {
        const now = successors.get(old);
        const path = [...map.path, old];
        if (now !== undefined && context.isOwn(path) && map.kind === 'map' && !map.entries.has(now)) {
          yield {
            path,
            part: 'key',
            message: 'old',
            data: { old, now },
            fixes: () => [fixTo(now, { op: 'rename', path, name: now })],
          };
        }
      }
    }
    const keys = [
      ...context.select('**.nodeSelectorTerms').flatMap(expressionKeys),
      ...context.select('**.preference').flatMap(expressionKeys),
      ...context.select('**.topologyKey').map(node => node.path),
    ];
    for (const path of keys) {
      const old = context.value(path);
      const now = typeof old === 'string' ? successors.get(old) : undefined;
      if (now !== undefined && context.isOwn(path)) {
        yield {
          path,
          message: 'old',
          data: { old: String(old), now },
          fixes: () => [fixTo(now, { op: 'set', path, value: now })],
        };
      }
    }
  },
});

const fixTo = (now: string, operation: Fix['operations'][number]): Fix => ({
  title: `Use ${now}`,
  safety: 'unsafe',
  operations: [operation],
});

/** The paths of the keys of all expressions of a term or of a list of terms. */
function expressionKeys(node: ValueNode): readonly Path[] {
  const terms = node.kind === 'list' ? node.items : [node];
  return terms.flatMap(term => {
    const expressions = nodeAt(term, ['matchExpressions']);
    return expressions?.kind === 'list' ? expressions.items.map(item => [...item.path, 'key']) : [];
  });
}
