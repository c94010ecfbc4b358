import { credentialsOf } from '../rule/credentials.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'secret-in-values',
  meta: {
    summary: 'Keep credentials out of values files.',
    why: 'Values end up in version control, in the Secret of the release and in the output of `helm get values`: whoever may read one of them has the credential, and it cannot be changed without a release.',
    remedy: 'Keep it in a Secret and name that (`existingSecret`, `secretKeyRef`), or encrypt the file with SOPS.',
    severity: 'warning',
    mode: 'L',
    ofFile: true,
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      literal:
        "'{path}' holds {what} in clear text: it ends up in version control and in the release. Keep it in a Secret and name that here.",
    },
    examples: {
      bad: 'auth:\n  password: 7hG-k2p!vQ\n',
      good: 'auth:\n  password: ""\n  existingSecret: database-credentials\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/secret/'],
    covers: ['S4-27'],
  },
  *check(context) {
    for (const { path, what, placeholder } of credentialsOf(context)) {
      if (!placeholder) {
        yield { path, message: 'literal', data: { path: formatPath(path), what } };
      }
    }
  },
});
