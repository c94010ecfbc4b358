import { isKcpChart } from '../rule/remedies/kcp-high-availability.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-security-context-deprecated',
  meta: {
    summary: 'Use podSecurityContext.',
    why: '`securityContext` of servers and front proxies is deprecated: it is merged over `podSecurityContext`, and overrides the hardening that stands there by default.',
    remedy: 'Move the settings to `podSecurityContext`.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['kcp'],
    messages: {
      deprecated: "'{path}' is deprecated, and overrides what 'podSecurityContext' says. Move it there.",
    },
    examples: {
      bad: { values: 'kcp:\n  securityContext:\n    fsGroup: 2000\n', product: 'kcp/kcp@0.16.6+main' },
      good: { values: 'kcp:\n  podSecurityContext:\n    fsGroup: 2000\n', product: 'kcp/kcp@0.16.6+main' },
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp'],
    fix: 'safe',
    replaces: ['schema/deprecated-key'],
  },
  *check(context) {
    for (const component of isKcpChart(context) ? ['kcp', 'kcpFrontProxy'] : []) {
      const [path, to] = [
        context.path(`${component}.securityContext`),
        context.path(`${component}.podSecurityContext`),
      ];
      const block = context.at(path);
      if (context.isOwn(path) && block?.kind === 'map' && block.entries.size > 0 && context.knows(to) === true) {
        yield {
          path,
          part: 'key',
          message: 'deprecated',
          data: { path: `${component}.securityContext` },
          fixes: () => [
            { title: "Move to 'podSecurityContext'", safety: 'safe', operations: [{ op: 'move', from: path, to }] },
          ],
        };
      }
    }
  },
});
