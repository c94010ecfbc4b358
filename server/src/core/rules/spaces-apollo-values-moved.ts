import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';

export default defineRule({
  id: 'spaces-apollo-values-moved',
  meta: {
    summary: 'Set up Apollo where its subchart reads it.',
    why: 'Since 1.15 Apollo is a subchart. Of `features.alpha.apollo` only `enabled` is read; replicas, database and resources that still stand there, as in the high availability guide, are ignored, and Apollo runs as a single pod with defaults.',
    remedy: 'Move everything but `enabled` to `apollo.apollo`.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['spaces'],
    messages: {
      moved:
        "Since Spaces 1.15 'features.alpha.apollo.{key}' is ignored: Apollo is a subchart with its own settings. It belongs at 'apollo.apollo.{key}'.",
    },
    examples: {
      bad: 'features:\n  alpha:\n    apollo:\n      enabled: true\n      replicaCount: 2\n',
      good: 'features:\n  alpha:\n    apollo:\n      enabled: true\napollo:\n  apollo:\n    replicaCount: 2\n',
    },
    sources: [
      'https://docs.upbound.io/self-hosted-spaces/howtos/upgrade-to-1.15/',
      'https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/',
    ],
    covers: ['S0-33'],
    fix: 'safe',
    replaces: ['schema/moved-key', 'schema/unknown-key'],
  },
  *check({ at, path, isOwn, knows, stack }) {
    const old = path('features.alpha.apollo');
    const block = at(old);
    for (const key of block?.kind === 'map' ? block.entries.keys() : []) {
      const from = [...old, key];
      const to = [...path('apollo.apollo'), key];
      if (key === 'enabled' || !isOwn(from) || knows(from) !== false || knows(to) !== true) {
        continue;
      }
      const both = stack.layers.some(layer => nodeAt(layer.root, from) && nodeAt(layer.root, to));
      yield {
        path: from,
        part: 'key',
        message: 'moved',
        data: { key },
        fixes: () => [
          both
            ? {
                title: `Remove '${key}', which has no effect here`,
                safety: 'safe',
                operations: [{ op: 'remove', path: from }],
              }
            : { title: `Move to 'apollo.apollo.${key}'`, safety: 'safe', operations: [{ op: 'move', from, to }] },
        ],
      };
    }
  },
});
