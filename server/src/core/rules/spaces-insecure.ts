import { switchAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-insecure',
  meta: {
    summary: 'Serve the Space with TLS.',
    why: '`insecure: true` switches TLS off at that endpoint: tokens and secrets of all tenants pass in plain text, and client certificates do not work.',
    remedy: 'Take `insecure` out, or set it to false.',
    severity: 'error',
    mode: 'L',
    profile: 'production',
    products: ['spaces'],
    messages: {
      plain: "'{path}: true' switches TLS off: tokens and secrets pass in plain text. Set it to false.",
    },
    examples: { bad: 'router:\n  insecure: true\n', good: 'router:\n  insecure: false\n' },
    sources: ['https://docs.upbound.io/reference/spaces-helm-reference/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const part of ['api', 'router', 'ingress', 'gatewayAPI']) {
      const path = context.path(`${part}.insecure`);
      if (switchAt(context, `${part}.insecure`) === true && context.isOwn(path)) {
        yield {
          path,
          message: 'plain',
          data: { path: `${part}.insecure` },
          fixes: () => [{ title: 'Serve with TLS', safety: 'unsafe', operations: [{ op: 'set', path, value: false }] }],
        };
      }
    }
  },
});
