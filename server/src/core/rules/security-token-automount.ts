import { componentAround, ownScalars } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { servesNode } from '../rule/security-contexts.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'security-token-automount',
  meta: {
    summary: 'Mount the API token only where it is used.',
    why: 'A token in a pod that never talks to the API server is of use only to whoever breaks into it. An opinion: whether the process needs it, the values do not tell.',
    remedy: 'Set it to false. Operators and controllers need it.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    optIn: true,
    products: ['helm'],
    messages: {
      mounted: "'{path}: true' mounts a token for the Kubernetes API. Set it to false unless the process uses it.",
    },
    examples: {
      bad: 'serviceAccount:\n  automount: true\n',
      good: 'serviceAccount:\n  automount: false\n',
    },
    sources: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
    ],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { path, value } of ownScalars(context, ['automount', 'automountServiceAccountToken'])) {
      if (value === true && componentAround(context, path)?.operator !== true && !servesNode(context, path)) {
        yield {
          path,
          message: 'mounted',
          data: { path: formatPath(path) },
          fixes: () => [{ title: 'Mount no token', safety: 'unsafe', operations: [{ op: 'set', path, value: false }] }],
        };
      }
    }
  },
});
