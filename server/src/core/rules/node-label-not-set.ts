import { type PlacedRequirement, placementsOf } from '../rule/placement.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import { isDemanding, isKnown } from '../taint/index.ts';
import { isNodeFact, matchPools } from '../taint/pool-match.ts';
import { didYouMean } from '../text/did-you-mean.ts';

export default defineRule({
  id: 'node-label-not-set',
  meta: {
    summary: 'Bind pods to labels that nodes have.',
    why: 'Pods that ask for a label which no node carries stay Pending. A taint is no label: tainting the nodes of a pool does not make a node selector find them.',
    remedy:
      'Set the label on the node pool, in the file that declares it, or ask for one that it has. Where the label is set elsewhere, name that file in `taints` of `.production-values.yaml`.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp', 'kcp-operator'],
    messages: {
      other:
        "'{component}' may only run on nodes with '{key}' {wanted}, and the node pools of this workspace set '{key}' to {known}: its pods stay Pending. Use a label that the nodes have.",
      taint:
        "'{component}' may only run on nodes with the label {key}={wanted}. The nodes have that taint, but nothing in this workspace sets the label, and a taint is no label. Label the nodes.",
    },
    examples: {
      bad: {
        values: 'web:\n  replicas: 2\n  nodeSelector:\n    pool: webb\n',
        nodePools: 'apiVersion: v1\nkind: Node\nmetadata:\n  name: web-1\n  labels:\n    pool: web\n',
      },
      good: {
        values: 'web:\n  replicas: 2\n  nodeSelector:\n    pool: web\n',
        nodePools: 'apiVersion: v1\nkind: Node\nmetadata:\n  name: web-1\n  labels:\n    pool: web\n',
      },
    },
    sources: [
      'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/',
      'https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/',
    ],
    fix: 'unsafe',
  },
  *check(context) {
    const { nodes } = context;
    const placements = nodes.skipped.length === 0 && labelsAreKnown(context) ? placementsOf(context) : [];
    for (const { title, alternatives } of placements) {
      const missing = alternatives.map(requirements => requirements.find(requirement => isUnset(context, requirement)));
      const [first] = missing;
      const { sure, possible } = matchPools(nodes, alternatives);
      if (!first || missing.includes(undefined) || sure.length + possible.length > 0) {
        continue;
      }
      const { key, path, values } = first;
      const known = valuesOf(context, key);
      const [near] = didYouMean(values[0] ?? '', known, 1);
      const inTerms = typeof path.at(-1) === 'number';
      yield known.length === 0
        ? { path, message: 'taint', data: { component: title, key, wanted: values.join(' or ') } }
        : {
            path: inTerms ? [...path, 'values', 0] : path,
            message: 'other',
            data: { component: title, key, wanted: values.join(' or '), known: known.slice(0, 5).join(', ') },
            fixes: () =>
              near === undefined || values.length > 1
                ? []
                : [
                    {
                      title: `Ask for ${key}=${near}`,
                      safety: 'unsafe',
                      operations: [{ op: 'set', path: inTerms ? [...path, 'values', 0] : path, value: near }],
                    },
                  ],
          };
    }
  },
});

/** Nothing that is said of nodes is filled in later: some pool might get the label then. */
const labelsAreKnown = ({ nodes }: RuleContext): boolean =>
  nodes.labels.every(({ key, templated }) => key !== null && !templated) && nodes.taints.every(isKnown);

const valuesOf = ({ nodes }: RuleContext, key: string): readonly string[] => [
  ...new Set(nodes.labels.flatMap(label => (label.key === key && label.value !== null ? [label.value] : []))),
];

/** Files set this label, all to other values; or none does, and nodes have it as a taint. */
function isUnset({ nodes }: RuleContext, { key, operator, values }: PlacedRequirement): boolean {
  const declared = nodes.labels.filter(label => label.key === key);
  if (operator !== 'In' || isNodeFact(key) || values.length === 0) {
    return false;
  }
  return declared.length > 0
    ? declared.every(({ value, templated }) => !templated && value !== null && !values.includes(value))
    : nodes.taints.some(
        taint => isDemanding(taint) && taint.key === key && taint.value !== null && values.includes(taint.value),
      );
}
