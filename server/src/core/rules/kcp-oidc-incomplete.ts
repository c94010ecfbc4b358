import { isKcpChart } from '../rule/remedies/kcp-high-availability.ts';
import { switchAt, textAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-oidc-incomplete',
  meta: {
    summary: 'Tell kcp which issuer and client to trust.',
    why: 'With `oidc.enabled` the chart passes issuer and client as flags, also when they are empty: nobody can log in. And with `authentication.configMapRef.name` it ignores `oidc` altogether.',
    remedy: 'Set `oidc.issuerUrl` and `oidc.clientId`, or leave it all to the authentication configuration.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['kcp'],
    messages: {
      missing: "'oidc.enabled' is on, but '{path}' is empty: nobody can log in by OIDC. Set it.",
      ignored: "'authentication.configMapRef.name' is set: the chart ignores 'oidc'. Keep one of the two.",
    },
    examples: {
      bad: 'oidc:\n  enabled: true\n  issuerUrl: https://idp.example.com\n',
      good: 'oidc:\n  enabled: true\n  issuerUrl: https://idp.example.com\n  clientId: kcp\n',
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp'],
    fix: 'unsafe',
  },
  *check(context) {
    const gate = context.path('oidc.enabled');
    if (!isKcpChart(context) || switchAt(context, 'oidc.enabled') !== true) {
      return;
    }
    const reference = textAt(context, 'authentication.configMapRef.name');
    if (reference !== '') {
      if (reference !== undefined && context.knows(context.path('authentication.configMapRef.name')) === true) {
        yield {
          path: gate,
          message: 'ignored',
          severity: 'warning',
          fixes: () => [
            { title: "Switch 'oidc' off", safety: 'unsafe', operations: [{ op: 'set', path: gate, value: false }] },
          ],
        };
      }
      return;
    }
    // Spelled as in the kcp-operator they are found, and moved, as unknown settings.
    for (const [name, other] of [
      ['oidc.issuerUrl', 'oidc.issuerURL'],
      ['oidc.clientId', 'oidc.clientID'],
    ] as const) {
      if (textAt(context, name) === '' && !context.isOwn(context.path(other))) {
        yield { path: context.path(name), message: 'missing', data: { path: name } };
      }
    }
  },
});
