import { componentAround } from '../rule/own-values.ts';
import { unset } from '../rule/ownership.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';

/** Annotations that keep the cluster or Karpenter from moving a pod, and the value that does. */
const pins = [
  { name: 'cluster-autoscaler.kubernetes.io/safe-to-evict', value: 'false' },
  { name: 'karpenter.sh/do-not-disrupt', value: 'true' },
  { name: 'karpenter.sh/do-not-evict', value: 'true' },
] as const;

export default defineRule({
  id: 'pod-safe-to-evict-false',
  meta: {
    summary: 'Let the autoscaler move pods.',
    why: 'A pod that must not be moved keeps its node, however empty: nodes are not removed, and with Karpenter not replaced either.',
    remedy:
      'Take the annotation out and protect the workload with a disruption budget. For a batch run that cannot be repeated it is right.',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      pinned:
        "'{path}' keeps the node of each such pod for ever, however empty it is. A disruption budget protects without pinning.",
    },
    examples: {
      bad: 'podAnnotations:\n  cluster-autoscaler.kubernetes.io/safe-to-evict: "false"\n',
      good: 'podAnnotations:\n  cluster-autoscaler.kubernetes.io/safe-to-evict: "true"\n',
    },
    sources: ['https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md'],
    covers: ['S4-51'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const path of pinned(context)) {
      yield {
        path,
        message: 'pinned',
        data: { path: formatPath(path) },
        fixes: () => [{ title: 'Let the autoscaler move it', safety: 'unsafe', operations: [unset(context, path)] }],
      };
    }
  },
});

const pinned = (context: RuleContext): readonly Path[] =>
  ['podAnnotations', 'annotations', 'extraPodAnnotations'].flatMap(key =>
    context.select(`**.${key}`).flatMap(map =>
      pins.flatMap(({ name, value }) => {
        const node = nodeAt(map, [name]);
        const isPin = node?.kind === 'scalar' && String(node.value) === value;
        return isPin && context.isOwn(node.path) && componentAround(context, node.path)?.kind !== 'job'
          ? [node.path]
          : [];
      }),
    ),
  );
