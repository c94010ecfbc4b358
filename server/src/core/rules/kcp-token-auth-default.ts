import { switchAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-token-auth-default',
  meta: {
    summary: 'Do not accept the tokens of the chart.',
    why: 'The default of `tokenAuth.config` is published with the chart, with one token for administrators and one for `system:masters`. With it, everybody is an administrator.',
    remedy: 'Switch `tokenAuth.enabled` off, and authenticate by OIDC or client certificates.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['kcp'],
    messages: {
      published:
        "'{path}' accepts the tokens that are printed in the chart, one of them for system:masters. Switch it off, or set tokens of your own.",
    },
    examples: {
      bad: 'kcp:\n  tokenAuth:\n    enabled: true\n',
      good: 'kcp:\n  tokenAuth:\n    enabled: false\n',
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp'],
    fix: 'unsafe',
    replaces: ['kcp-token-auth'],
  },
  *check(context) {
    for (const at of ['kcp.tokenAuth', 'kcpFrontProxy.tokenAuth']) {
      const path = context.path(`${at}.enabled`);
      const config = context.value(`${at}.config`);
      const published = typeof config === 'string' && /5555-5555-5555-5555|6666-6666-6666-6666/.test(config);
      if (switchAt(context, `${at}.enabled`) === true && context.knows(path) === true && published) {
        yield {
          path,
          message: 'published',
          data: { path: `${at}.enabled` },
          fixes: () => [
            {
              title: 'Switch token authentication off',
              safety: 'unsafe',
              operations: [{ op: 'set', path, value: false }],
            },
          ],
        };
      }
    }
  },
});
