import { switchAt, textAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';
import type { Operation } from '../values/operation.ts';

export default defineRule({
  id: 'kcp-letsencrypt-staging',
  meta: {
    summary: 'Use certificates that clients trust.',
    why: "The staging environment of Let's Encrypt is for tests: no client trusts its certificates.",
    remedy: 'Enable `letsEncrypt.production` instead, and name its issuer in `kcpFrontProxy.certificateIssuer`.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['kcp'],
    messages: {
      staging: "'{path}' issues certificates that no client trusts. Use 'letsEncrypt.production'.",
    },
    examples: {
      bad: 'letsEncrypt:\n  enabled: true\n  staging:\n    enabled: true\n    email: ops@example.com\n',
      good: 'letsEncrypt:\n  enabled: true\n  production:\n    enabled: true\n    email: ops@example.com\n',
    },
    sources: [
      'https://letsencrypt.org/docs/staging-environment/',
      'https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp',
    ],
    fix: 'unsafe',
  },
  *check(context) {
    const name = 'letsEncrypt.staging.enabled';
    const path = context.path(name);
    const on = switchAt(context, 'letsEncrypt.enabled') === true && switchAt(context, name) === true;
    if (!on || context.knows(path) !== true) {
      return;
    }
    const email = textAt(context, 'letsEncrypt.staging.email');
    const issuer = context.path('kcpFrontProxy.certificateIssuer.name');
    const operations: readonly Operation[] = [
      { op: 'set', path, value: false },
      { op: 'set', path: context.path('letsEncrypt.production.enabled'), value: true },
      ...(email && textAt(context, 'letsEncrypt.production.email') === ''
        ? [{ op: 'set' as const, path: context.path('letsEncrypt.production.email'), value: email }]
        : []),
      ...(context.value(issuer) === 'kcp-letsencrypt-staging'
        ? [{ op: 'set' as const, path: issuer, value: 'kcp-letsencrypt-prod' }]
        : []),
    ];
    yield {
      path,
      message: 'staging',
      data: { path: name },
      fixes: () => [{ title: 'Use the production issuer', safety: 'unsafe', operations }],
    };
  },
});
