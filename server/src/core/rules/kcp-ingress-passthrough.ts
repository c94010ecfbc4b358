import { switchAt, textAt } from '../rule/remedies/read.ts';
import type { RuleContext } from '../rule/rule.ts';
import { defineRule } from '../rule/rule.ts';

/** What makes a controller pass TLS through, by what its class is usually called. */
const controllers: readonly { readonly className: RegExp; readonly annotations: readonly string[] }[] = [
  { className: /nginx/i, annotations: ['nginx.ingress.kubernetes.io/ssl-passthrough'] },
  { className: /haproxy/i, annotations: ['haproxy.org/ssl-passthrough', 'haproxy-ingress.github.io/ssl-passthrough'] },
];

export default defineRule({
  id: 'kcp-ingress-passthrough',
  meta: {
    summary: 'Pass TLS through the Ingress to the front proxy.',
    why: 'The front proxy authenticates clients by their certificates. An Ingress controller that ends TLS itself swallows them, and everybody is turned away.',
    remedy:
      'Annotate the Ingress for TLS passthrough (`nginx.ingress.kubernetes.io/ssl-passthrough: "true"`), and enable it in the controller; or expose the front proxy with a LoadBalancer.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['kcp'],
    messages: {
      ends: "The Ingress class '{className}' ends TLS without '{annotation}: \"true\"': client certificates do not reach the front proxy. Add the annotation.",
    },
    examples: {
      bad: 'kcpFrontProxy:\n  ingress:\n    enabled: true\n    ingressClassName: nginx\n    annotations:\n      nginx.ingress.kubernetes.io/ssl-passthrough: "false"\n',
      good: 'kcpFrontProxy:\n  ingress:\n    enabled: true\n    ingressClassName: nginx\n',
    },
    sources: [
      'https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp',
      'https://kubernetes.github.io/ingress-nginx/user-guide/tls/#ssl-passthrough',
    ],
    fix: 'unsafe',
  },
  *check(context) {
    const path = context.path('kcpFrontProxy.ingress.annotations');
    const annotations = context.at(path);
    const className = classOf(context);
    const controller = controllers.find(({ className: name }) => name.test(className));
    const [annotation] = controller?.annotations ?? [];
    const readable = annotations === undefined || annotations.kind === 'map';
    if (
      switchAt(context, 'kcpFrontProxy.ingress.enabled') !== true ||
      annotation === undefined ||
      !controller ||
      !readable
    ) {
      return;
    }
    const values = controller.annotations.map(name => context.at([...path, name])).filter(node => node !== undefined);
    // A value that is filled in later is taken as meant.
    if (values.some(node => node.kind !== 'scalar' || !['false', '', 'null'].includes(String(node.value)))) {
      return;
    }
    const at = values[0]?.path ?? [...path, annotation];
    yield {
      path: at,
      message: 'ends',
      data: { className, annotation },
      fixes: () => [
        { title: 'Pass TLS through', safety: 'unsafe', operations: [{ op: 'set', path: at, value: 'true' }] },
      ],
    };
  },
});

function classOf(context: RuleContext): string {
  const annotation = context.value([
    ...context.path('kcpFrontProxy.ingress.annotations'),
    'kubernetes.io/ingress.class',
  ]);
  return (
    textAt(context, 'kcpFrontProxy.ingress.ingressClassName') || (typeof annotation === 'string' ? annotation : '')
  );
}
