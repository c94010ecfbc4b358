import { defineRule } from '../rule/rule.ts';
import { preparesPod, servesNode } from '../rule/security-contexts.ts';
import { isTemplated, nodeAt } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'security-host-path',
  meta: {
    summary: 'Keep files of the node out of pods.',
    why: 'A hostPath volume gives the pod files of whatever node it lands on: data that is not there after a move, and a way out of the container. With the socket of the container runtime it is root on the node. Namespaces with a baseline Pod Security level refuse it.',
    remedy: 'Use a volume claim, an `emptyDir` or a ConfigMap.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm'],
    messages: {
      path: "'{path}' mounts '{host}' of the node: the pod reads and leaves files there, and finds others after a move. Use a volume claim or emptyDir.",
      socket:
        "'{path}' mounts '{host}', the socket of the container runtime: the pod is root on the node. Take it out.",
    },
    examples: {
      bad: 'extraVolumes:\n  - name: data\n    hostPath:\n      path: /srv/data\n',
      good: 'extraVolumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: data\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],
  },
  *check(context) {
    for (const volume of context.select('**.hostPath')) {
      const node = volume.kind === 'map' ? nodeAt(volume, ['path']) : volume;
      const inList = typeof volume.path.at(-2) === 'number';
      if (
        node?.kind !== 'scalar' ||
        typeof node.value !== 'string' ||
        !node.value.startsWith('/') ||
        isTemplated(node) ||
        (volume.kind === 'map' && !inList) ||
        !context.isOwn(node.path) ||
        servesNode(context, volume.path) ||
        preparesPod(volume.path)
      ) {
        continue;
      }
      yield {
        path: node.path,
        message: /(docker|containerd|crio|cri-dockerd)\.sock$/.test(node.value) ? 'socket' : 'path',
        data: { path: formatPath(volume.path), host: node.value },
      };
    }
  },
});
