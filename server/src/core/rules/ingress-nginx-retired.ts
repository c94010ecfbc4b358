import { ownAnnotations } from '../rule/ingress-annotations.ts';
import { ownScalars } from '../rule/own-values.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import { formatPath, type Path } from '../values/path.ts';

export default defineRule({
  id: 'ingress-nginx-retired',
  meta: {
    summary: 'Plan the move away from ingress-nginx.',
    why: 'The Kubernetes project stopped maintaining ingress-nginx in March 2026: it gets no releases and no security fixes any more. The NGINX Ingress Controller of F5 is another product, and goes on.',
    remedy: 'Move to a Gateway API implementation or another ingress controller. Spaces and kcp document theirs.',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      retired:
        "'{path}: nginx' is most likely ingress-nginx, which is not maintained since March 2026: no fixes for new holes. Plan a move to the Gateway API or another controller.",
    },
    examples: { bad: 'ingress:\n  className: nginx\n', good: 'ingress:\n  className: traefik\n' },
    sources: ['https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/'],
  },
  *check(context) {
    // Once: that it is used at all is the news.
    const [path] = nginxClasses(context);
    if (path) {
      yield { path, message: 'retired', data: { path: formatPath(path) } };
    }
  },
});

const nginxClasses = (context: RuleContext): readonly Path[] =>
  [
    ...ownScalars(context, ['className', 'ingressClassName', 'ingressClass']),
    ...ownAnnotations(context, 'kubernetes.io/ingress.class').map(({ node }) => node),
  ]
    .filter(({ value }) => value === 'nginx')
    .map(({ path }) => path);
