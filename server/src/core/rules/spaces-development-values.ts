import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-development-values',
  meta: {
    summary: 'Keep development switches out of production.',
    why: '`development` holds switches for those who develop the chart. What they do is neither documented nor kept from release to release.',
    remedy: 'Take the block out.',
    severity: 'error',
    mode: 'L',
    profile: 'production',
    products: ['spaces'],
    messages: {
      set: "'development' sets {keys}: switches for developing the chart, not for production. Take the block out.",
    },
    examples: { bad: 'development:\n  fast: true\n', good: 'development: {}\n' },
    sources: ['https://docs.upbound.io/reference/spaces-helm-reference/'],
    fix: 'unsafe',
  },
  *check({ at, path }) {
    const block = at('development');
    if (block?.kind === 'map' && block.entries.size > 0) {
      yield {
        path: path('development'),
        part: 'key',
        message: 'set',
        data: { keys: [...block.entries.keys()].join(', ') },
        fixes: () => [
          {
            title: "Remove 'development'",
            safety: 'unsafe',
            operations: [{ op: 'remove', path: path('development') }],
          },
        ],
      };
    }
  },
});
