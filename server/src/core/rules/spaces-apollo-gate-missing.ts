import { switchAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-apollo-gate-missing',
  meta: {
    summary: 'Switch Apollo on where it is set up.',
    why: 'Since 1.15 the settings of Apollo stand under `apollo.apollo`, but whether it is installed is still decided by `features.alpha.apollo.enabled`. Without that switch, all of `apollo.apollo` is ignored.',
    remedy: 'Set `features.alpha.apollo.enabled: true`, or take the settings out.',
    severity: 'warning',
    mode: 'E',
    profile: 'default',
    products: ['spaces'],
    messages: {
      gate: "'{path}' has no effect: Apollo is only installed with 'features.alpha.apollo.enabled: true', which no file sets.",
    },
    examples: {
      bad: 'apollo:\n  apollo:\n    replicaCount: 2\n',
      good: 'features:\n  alpha:\n    apollo:\n      enabled: true\napollo:\n  apollo:\n    replicaCount: 2\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/upgrade-to-1.15/'],
    fix: 'unsafe',
  },
  *check(context) {
    const gate = context.path('features.alpha.apollo.enabled');
    const path = context.path('apollo.apollo');
    // Switched off in so many words, the settings are kept for later.
    const off = switchAt(context, 'features.alpha.apollo.enabled') === false && !context.isOwn(gate);
    if (off && context.isOwn(path) && context.knows(path) === true) {
      yield {
        path,
        part: 'key',
        message: 'gate',
        data: { path: 'apollo.apollo' },
        fixes: () => [
          { title: 'Switch Apollo on', safety: 'unsafe', operations: [{ op: 'set', path: gate, value: true }] },
        ],
      };
    }
  },
});
