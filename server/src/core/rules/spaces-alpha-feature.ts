import { defineRule } from '../rule/rule.ts';

/** Alpha by their place only: the guides use them, or they are on by default. */
const used = new Set(['apollo', 'sharedSecrets', 'spaceBackup', 'sharedBackup', 'upboundRBAC', 'observability']);

export default defineRule({
  id: 'spaces-alpha-feature',
  meta: {
    summary: 'Know which alpha features production depends on.',
    why: 'Features under `features.alpha` may change or go with any release, and are not meant for production.',
    remedy: 'Switch off what is not needed; read the release notes for the rest before each upgrade.',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    products: ['spaces'],
    messages: {
      alpha:
        "'features.alpha.{feature}' is on: an alpha feature may change or go with any release. Be sure that production needs it.",
    },
    examples: {
      bad: 'features:\n  alpha:\n    simulations:\n      enabled: true\n',
      good: 'features:\n  alpha:\n    sharedSecrets:\n      enabled: true\n',
    },
    sources: ['https://docs.upbound.io/reference/spaces-helm-reference/'],
  },
  *check(context) {
    const block = context.at('features.alpha');
    for (const feature of block?.kind === 'map' ? block.entries.keys() : []) {
      const path = [...context.path('features.alpha'), feature, 'enabled'];
      if (!used.has(feature) && context.value(path) === true && context.isOwn(path) && context.knows(path) !== false) {
        yield { path, message: 'alpha', data: { feature } };
      }
    }
  },
});
