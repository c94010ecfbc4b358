import { nginxPrefix, ownAnnotations } from '../rule/ingress-annotations.ts';
import { ownScalars } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'ingress-nginx-snippet',
  meta: {
    summary: 'Do without nginx snippets in annotations.',
    why: 'A snippet is nginx configuration that runs in the controller, which can read all Secrets with certificates: whoever may write an Ingress may read them (CVE-2021-25742). Controllers refuse snippets by default since ingress-nginx 1.9.',
    remedy: 'Use the annotation for the purpose, or the settings of the controller.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm'],
    messages: {
      snippet:
        "'{name}' puts nginx configuration into the controller, which may read all certificates; controllers refuse it by default. Use an annotation made for the purpose.",
      allowed:
        "'{path}: true' lets everybody who may write an Ingress configure nginx, and read all certificates through it. Set it to false.",
    },
    examples: {
      bad: 'controller:\n  allowSnippetAnnotations: true\n',
      good: 'controller:\n  allowSnippetAnnotations: false\n',
    },
    sources: ['https://github.com/kubernetes/ingress-nginx/issues/7837'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { name, path, node } of ownAnnotations(context, nginxPrefix)) {
      if (name.endsWith('-snippet') && String(node.value ?? '').trim() !== '') {
        yield { path, part: 'key', message: 'snippet', data: { name: String(path.at(-1)) } };
      }
    }
    for (const { path, value } of ownScalars(context, ['allowSnippetAnnotations', 'allow-snippet-annotations'])) {
      if (value === true || value === 'true') {
        yield {
          path,
          message: 'allowed',
          data: { path: formatPath(path) },
          fixes: () => [
            {
              title: 'Refuse snippets',
              safety: 'unsafe',
              operations: [{ op: 'set', path, value: typeof value === 'string' ? 'false' : false }],
            },
          ],
        };
      }
    }
  },
});
