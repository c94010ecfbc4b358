import { componentAround, scalarIn } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

const safe = 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes';

export default defineRule({
  id: 'pod-local-storage-pins-node',
  meta: {
    summary: 'Let the autoscaler move pods with scratch volumes.',
    why: 'Unless it is told otherwise the cluster autoscaler does not remove a node whose pods keep files on it, be it only a cache. An opinion: many clusters run it with `skip-nodes-with-local-storage=false`.',
    remedy: `Name the volume in the pod annotation \`${safe}\`.`,
    severity: 'info',
    mode: 'L',
    profile: 'production',
    optIn: true,
    products: ['helm'],
    messages: {
      pinned:
        "'{path}' keeps files on the node, which the cluster autoscaler then does not remove. Name '{volume}' in the pod annotation safe-to-evict-local-volumes.",
    },
    examples: {
      bad: 'extraVolumes:\n  - name: cache\n    emptyDir: {}\n',
      good: 'extraVolumes:\n  - name: cache\n    emptyDir:\n      medium: Memory\n',
    },
    sources: ['https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md'],
    covers: ['S4-20', 'S4-51'],
  },
  *check(context) {
    for (const emptyDir of context.select('**.emptyDir')) {
      const volume = context.at(emptyDir.path.slice(0, -1));
      const name = scalarIn(volume, 'name')?.value;
      const component = componentAround(context, emptyDir.path);
      const annotated = ['podAnnotations', 'annotations'].some(
        key => component && nodeAt(component.node, [key, safe]) !== undefined,
      );
      if (
        typeof emptyDir.path.at(-2) !== 'number' ||
        typeof name !== 'string' ||
        scalarIn(emptyDir, 'medium')?.value === 'Memory' ||
        annotated ||
        component?.kind === 'daemonset' ||
        !context.isOwn(emptyDir.path)
      ) {
        continue;
      }
      yield {
        path: emptyDir.path,
        part: 'key',
        message: 'pinned',
        data: { path: formatPath(emptyDir.path), volume: name },
      };
    }
  },
});
