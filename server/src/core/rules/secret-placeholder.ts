import { credentialsOf } from '../rule/credentials.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'secret-placeholder',
  meta: {
    summary: 'Replace placeholder credentials.',
    why: 'A password such as `changeme`, or the one that the chart comes with, is the first that anybody tries.',
    remedy: 'Create a Secret with a random value and name it here.',
    severity: 'error',
    mode: 'L',
    ofFile: true,
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      word: "'{path}' is a well-known word in place of a credential: anybody tries it first. Keep a random one in a Secret.",
      default:
        "'{path}' is the credential that the chart comes with: anybody can look it up. Keep a random one in a Secret.",
    },
    examples: {
      bad: 'auth:\n  password: changeme\n',
      good: 'auth:\n  existingSecret: database-credentials\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/secret/'],
    replaces: ['secret-in-values'],
  },
  *check(context) {
    for (const { path, node, placeholder } of credentialsOf(context)) {
      const below = nodeAt(context.stack.defaults, path);
      if (placeholder) {
        yield { path, message: 'word', data: { path: formatPath(path) } };
      } else if (below?.kind === 'scalar' && below.value === node.value) {
        yield { path, message: 'default', data: { path: formatPath(path) } };
      }
    }
  },
});
