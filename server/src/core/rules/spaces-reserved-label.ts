import { defineRule } from '../rule/rule.ts';
import { startsWith } from '../values/path.ts';

const reserved = 'internal.spaces.upbound.io/';

export default defineRule({
  id: 'spaces-reserved-label',
  meta: {
    summary: 'Leave the labels of the Space itself alone.',
    why: 'Labels that start with `internal.spaces.upbound.io/` are how the Space finds its own objects. On other objects it finds those too, and manages or deletes them.',
    remedy: 'Use a label prefix of your own.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['spaces'],
    messages: {
      reserved:
        "The label '{label}' is reserved: by labels of this prefix the Space finds its own objects. Use a prefix of your own.",
    },
    examples: {
      bad: 'space:\n  labels:\n    internal.spaces.upbound.io/owner: me\n',
      good: 'space:\n  labels:\n    example.com/owner: me\n',
    },
    sources: ['https://docs.upbound.io/reference/spaces-helm-reference/'],
    covers: ['S1-09'],
    fix: 'unsafe',
  },
  *check({ select, at, isOwn, path: pathOf }) {
    // Under `ingress` and `gatewayAPI` they select the pods of others.
    const selecting = [pathOf('ingress'), pathOf('gatewayAPI')];
    const maps = [at('space.labels'), ...select('**.podLabels'), ...select('**.customLabels')];
    for (const map of maps.filter(node => node && !selecting.some(section => startsWith(node.path, section)))) {
      for (const label of map?.kind === 'map' ? map.entries.keys() : []) {
        const path = [...(map?.path ?? []), label];
        if (label.startsWith(reserved) && isOwn(path)) {
          yield {
            path,
            part: 'key',
            message: 'reserved',
            data: { label },
            fixes: () => [
              { title: 'Remove the reserved label', safety: 'unsafe', operations: [{ op: 'remove', path }] },
            ],
          };
        }
      }
    }
  },
});
