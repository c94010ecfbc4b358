import { type Placement, placementsOf, tolerationsFor } from '../rule/placement.ts';
import { type Barred, barredFrom, listPools, listTaints, tolerate } from '../rule/pool-tolerations.ts';
import { defineRule, type Fix, type RuleContext } from '../rule/rule.ts';
import { untolerated } from '../taint/index.ts';
import { formatTaint } from '../taint/taint.ts';
import { isNull } from '../values/node.ts';
import { samePath } from '../values/path.ts';

export default defineRule({
  id: 'taint-not-tolerated',
  meta: {
    summary: 'Tolerate the taints of the nodes that the pods are bound to.',
    why: 'A node selector or a required node affinity lets the pods run on one pool only, and the taint of that pool keeps off every pod that does not tolerate it. No node is left: the pods stay Pending.',
    remedy:
      'Add the tolerations that the declared taints ask for. Taints are read from the files of the workspace: Terraform, node pool manifests, `kubectl taint` lines, `.production-values.yaml`. Startup taints and those that a template fills in demand nothing.',
    severity: 'warning',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp', 'kcp-operator'],
    messages: {
      barred:
        "'{component}' may only run on {pools}, whose taint {taints} it does not tolerate: its pods stay Pending. Add the toleration.",
      several:
        "'{component}' may only run on {pools}, whose taints {taints} it does not tolerate: its pods stay Pending. Add the tolerations.",
    },
    examples: {
      bad: {
        values: 'web:\n  replicas: 2\n  nodeSelector:\n    dedicated: web\n  tolerations: []\n',
        nodePools:
          'apiVersion: v1\nkind: Node\nmetadata:\n  name: web-1\n  labels:\n    dedicated: web\nspec:\n  taints:\n    - key: dedicated\n      value: web\n      effect: NoSchedule\n',
      },
      good: {
        values:
          'web:\n  replicas: 2\n  nodeSelector:\n    dedicated: web\n  tolerations:\n    - key: dedicated\n      operator: Equal\n      value: web\n      effect: NoSchedule\n',
        nodePools:
          'apiVersion: v1\nkind: Node\nmetadata:\n  name: web-1\n  labels:\n    dedicated: web\nspec:\n  taints:\n    - key: dedicated\n      value: web\n      effect: NoSchedule\n',
      },
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
    covers: ['S0-13', 'S0-19', 'S0-30'],
    fix: 'unsafe',
    replaces: ['node-affinity-without-toleration'],
  },
  *check(context) {
    for (const placement of context.nodes.taints.length === 0 ? [] : placementsOf(context)) {
      const barred = barredFrom(context, placement);
      if (barred && context.knows(placement.tolerations) !== false) {
        const { pools, missing } = barred;
        yield {
          path: placement.tolerations,
          part: 'key',
          message: missing.length > 1 ? 'several' : 'barred',
          data: { component: placement.title, pools: listPools(pools), taints: listTaints(missing) },
          related: [{ path: placement.binding, message: 'What binds the pods to these nodes.' }],
          fixes: () => fixesOf(context, placement, barred),
        };
      }
    }
  },
});

function fixesOf(context: RuleContext, placement: Placement, { missing }: Barred): readonly Fix[] {
  const { tolerations: path } = placement;
  const fix = (title: string, operations: Fix['operations']): Fix => ({ title, safety: 'unsafe', operations });
  const single = missing.length > 1 ? missing : [];
  const others = context.components.flatMap(({ tolerations, enabled }) =>
    enabled &&
    tolerations &&
    !samePath(tolerations, path) &&
    context.knows(tolerations) !== false &&
    isList(context, tolerations)
      ? [tolerations]
      : [],
  );
  const everywhere = [path, ...others].flatMap(list => {
    const known = tolerationsFor(context, { ...placement, path: list.slice(0, -1), tolerations: list });
    const left = known ? untolerated(missing, known) : [];
    return left.length > 0 ? [tolerate(context, list, left)] : [];
  });
  return [
    fix('Add tolerations matching taints', [tolerate(context, path, missing)]),
    ...single.map(taint => fix(`Tolerate only ${formatTaint(taint)}`, [tolerate(context, path, [taint])])),
    ...(everywhere.length > 1 ? [fix(`Tolerate ${listTaints(missing)} in every component`, everywhere)] : []),
  ];
}

const isList = ({ at }: RuleContext, path: Placement['tolerations']): boolean => {
  const node = at(path);
  return node === undefined || isNull(node) || node.kind === 'list';
};
