import { ownScalars } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { preparesPod, servesNode } from '../rule/security-contexts.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'security-privileged',
  meta: {
    summary: 'Do not run containers as privileged.',
    why: 'A privileged container has every capability and all devices of its node: whoever breaks into it owns the node and everything that runs there. Namespaces with a baseline or restricted Pod Security level refuse it.',
    remedy: 'Take it out, and add the one capability that is needed.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      privileged:
        "'{path}: true' gives the container the whole node. Take it out, and add the one capability that it needs.",
    },
    examples: {
      bad: 'securityContext:\n  privileged: true\n',
      good: 'securityContext:\n  privileged: false\n  capabilities:\n    add: [NET_BIND_SERVICE]\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { path, value } of ownScalars(context, ['privileged'])) {
      if (value === true && !servesNode(context, path) && !preparesPod(path)) {
        yield {
          path,
          message: 'privileged',
          data: { path: formatPath(path) },
          fixes: () => [
            { title: 'Run without privileges', safety: 'unsafe', operations: [{ op: 'set', path, value: false }] },
          ],
        };
      }
    }
  },
});
