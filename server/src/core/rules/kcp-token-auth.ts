import { switchAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-token-auth',
  meta: {
    summary: 'Authenticate with something other than static tokens.',
    why: 'Static tokens never expire, cannot be taken back without a restart, and stand in the values in plain text.',
    remedy: 'Use OIDC (`oidc`, `authentication.configMapRef`) or client certificates.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['kcp'],
    messages: {
      tokens:
        "'{path}' accepts static tokens: they never expire, and stand in the values in plain text. Use OIDC or client certificates.",
    },
    examples: {
      bad: 'kcp:\n  tokenAuth:\n    enabled: true\n    config: |\n      secret,me,1\n',
      good: 'kcp:\n  tokenAuth:\n    enabled: false\n',
    },
    sources: [
      'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#static-token-file',
      'https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp',
    ],
    fix: 'unsafe',
  },
  *check(context) {
    for (const at of ['kcp.tokenAuth', 'kcpFrontProxy.tokenAuth']) {
      const path = context.path(`${at}.enabled`);
      if (switchAt(context, `${at}.enabled`) === true && context.knows(path) === true) {
        yield {
          path,
          message: 'tokens',
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
