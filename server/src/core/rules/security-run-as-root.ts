import { scalarIn } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { ownSecurityContexts, preparesPod, servesNode } from '../rule/security-contexts.ts';
import { formatPath } from '../values/path.ts';

/** The user that the images of many projects have for it. */
const nobody = 65532;

export default defineRule({
  id: 'security-run-as-root',
  meta: {
    summary: 'Do not run containers as root.',
    why: 'A process that runs as root in its container is root on the node once it gets out. Namespaces with the restricted Pod Security level refuse such pods.',
    remedy: 'Set `runAsNonRoot: true` and a user that the image knows.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      user: "'{path}: 0' runs the container as root: whoever gets out of it is root on the node. Set a user above 0.",
      allowed:
        "'{path}: false' lets the container run as root: whoever gets out of it is root on the node. Set it to true, or set runAsUser.",
    },
    examples: {
      bad: 'podSecurityContext:\n  runAsUser: 0\n',
      good: 'podSecurityContext:\n  runAsNonRoot: true\n  runAsUser: 65532\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { node, path } of ownSecurityContexts(context)) {
      if (servesNode(context, path) || preparesPod(path)) {
        continue;
      }
      const user = scalarIn(node, 'runAsUser');
      const nonRoot = scalarIn(node, 'runAsNonRoot');
      if (user?.value === 0 && context.isOwn(user.path)) {
        yield {
          path: user.path,
          message: 'user',
          data: { path: formatPath(user.path) },
          fixes: () => [
            {
              title: `Run as user ${nobody}`,
              safety: 'unsafe',
              operations: [
                { op: 'set', path: user.path, value: nobody },
                { op: 'set', path: [...path, 'runAsNonRoot'], value: true },
              ],
            },
          ],
        };
      } else if (nonRoot?.value === false && context.isOwn(nonRoot.path) && typeof user?.value !== 'number') {
        yield {
          path: nonRoot.path,
          message: 'allowed',
          data: { path: formatPath(nonRoot.path) },
          fixes: () => [
            {
              title: 'Refuse to run as root',
              safety: 'unsafe',
              operations: [{ op: 'set', path: nonRoot.path, value: true }],
            },
          ],
        };
      }
    }
  },
});
