import { poolRoles, takesTolerations } from '../rule/remedies/spaces-pools.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-tolerations-version',
  meta: {
    summary: 'Taint the nodes of control planes only from Spaces 1.14 on.',
    why: 'Tolerations of etcd and API server pods came with Spaces 1.14. Earlier charts ignore them without a word, and on a tainted pool the pods stay Pending.',
    remedy: 'Upgrade to 1.14 or later, or leave the pool untainted until then.',
    severity: 'warning',
    mode: 'E',
    profile: 'default',
    products: ['spaces'],
    messages: {
      early:
        "Spaces {version} has no tolerations for control planes yet: '{path}' is ignored. Upgrade to 1.14, or leave the nodes untainted.",
    },
    examples: {
      bad: {
        values: 'controlPlanes:\n  etcd:\n    tolerations:\n      - operator: Exists\n',
        product: 'spaces@1.13.1',
      },
      good: {
        values: 'controlPlanes:\n  etcd:\n    tolerations:\n      - operator: Exists\n',
        product: 'spaces@1.14.0',
      },
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-29'],
    replaces: ['schema/future-key', 'schema/unknown-key'],
  },
  *check(context) {
    for (const role of takesTolerations(context) ? [] : poolRoles) {
      const path = context.path(`${role.path}.tolerations`);
      const list = context.at(path);
      if (context.isOwn(path) && list?.kind === 'list' && list.items.length > 0) {
        yield {
          path,
          part: 'key',
          message: 'early',
          data: { path: `${role.path}.tolerations`, version: context.product?.version ?? '' },
        };
      }
    }
  },
});
