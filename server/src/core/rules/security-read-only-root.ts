import { scalarIn } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { ownSecurityContexts } from '../rule/security-contexts.ts';
import { isTemplated } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'security-read-only-root',
  meta: {
    summary: 'Mount the root file system of containers read-only.',
    why: 'Whoever breaks into a container can then neither change programs nor leave new ones. An opinion: the image has to keep its temporary files on volumes.',
    remedy: 'Set `readOnlyRootFilesystem: true`, and mount an `emptyDir` where the process writes.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    optIn: true,
    products: ['helm', 'spaces', 'kcp'],
    messages: { writable: "'{path}' leaves the root file system writable. Set readOnlyRootFilesystem: true." },
    examples: {
      bad: 'containerSecurityContext:\n  runAsNonRoot: true\n',
      good: 'containerSecurityContext:\n  readOnlyRootFilesystem: true\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { node, path, level } of ownSecurityContexts(context)) {
      const at = [...path, 'readOnlyRootFilesystem'];
      if (
        level !== 'container' ||
        scalarIn(node, 'readOnlyRootFilesystem')?.value === true ||
        isTemplated(node.entries.get('readOnlyRootFilesystem')?.value)
      ) {
        continue;
      }
      yield {
        path: context.isOwn(at) ? at : path,
        part: 'key',
        message: 'writable',
        data: { path: formatPath(path) },
        fixes: () => [
          { title: 'Mount it read-only', safety: 'unsafe', operations: [{ op: 'set', path: at, value: true }] },
        ],
      };
    }
  },
});
