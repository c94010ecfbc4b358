import { defineRule } from '../rule/rule.ts';
import { isTemplated, nodeAt } from '../values/node.ts';

const supported = 'upbound-pull-secret';

export default defineRule({
  id: 'spaces-pull-secret-name',
  meta: {
    summary: 'Call the pull secret upbound-pull-secret.',
    why: 'Parts of the Space expect the pull secret under this very name, also for a registry of your own. With another name their images cannot be pulled.',
    remedy: 'Create the secret as `upbound-pull-secret`. `controlPlanes.imagePullSecrets` is free.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['spaces'],
    messages: {
      name: "'imagePullSecrets' names '{name}', but parts of the Space only look for upbound-pull-secret. Create the secret under that name.",
    },
    examples: {
      bad: 'imagePullSecrets:\n  - name: my-registry\n',
      good: 'imagePullSecrets:\n  - name: upbound-pull-secret\n',
    },
    sources: ['https://docs.upbound.io/reference/spaces-helm-reference/'],
    fix: 'unsafe',
  },
  *check({ at, path, isOwn }) {
    const list = at('imagePullSecrets');
    const names = (list?.kind === 'list' ? list.items : []).flatMap(item => nodeAt(item, ['name']) ?? []);
    // A further secret beside the supported one does no harm.
    if (
      !isOwn(path('imagePullSecrets')) ||
      names.some(name => isTemplated(name) || (name.kind === 'scalar' && name.value === supported))
    ) {
      return;
    }
    const [first] = names;
    if (first?.kind === 'scalar') {
      yield {
        path: first.path,
        message: 'name',
        data: { name: String(first.value) },
        fixes: () => [
          {
            title: 'Use upbound-pull-secret',
            safety: 'unsafe',
            operations: [{ op: 'set', path: first.path, value: supported }],
          },
        ],
      };
    }
  },
});
