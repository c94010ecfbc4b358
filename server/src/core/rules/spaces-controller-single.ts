import { compareVersions } from '../product/version.ts';
import { componentNamed, isSingle } from '../rule/remedies/spaces-high-availability.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-controller-single',
  meta: {
    summary: 'Keep a standby of the controller.',
    why: 'The controller serves admission webhooks: while its only pod moves, changes to groups and control planes are refused. Since 1.13 its pods elect a leader, so that a second one costs little and takes over in seconds.',
    remedy:
      'Set `controller.replicaCount: 2` with a disruption budget. The high availability guide scales the controller by resources only, which is why this rule is off unless asked for.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    optIn: true,
    products: ['spaces'],
    messages: {
      single:
        "'controller.replicaCount' leaves the controller with one pod: changes to control planes are refused while it moves. Add a standby.",
    },
    examples: { bad: 'controller:\n  replicaCount: 1\n', good: 'controller:\n  replicaCount: 2\n' },
    sources: [
      'https://docs.upbound.io/reference/release-notes/spaces/',
      'https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/',
    ],
    covers: ['S0-38'],
    fix: 'unsafe',
    replaces: ['replicas-single'],
  },
  *check(context) {
    const component = componentNamed(context, 'controller');
    const version = context.product?.version;
    const elects = version === undefined || compareVersions(version, '1.13.0') >= 0;
    if (!component?.replicas || !isSingle(context, component) || !elects) {
      return;
    }
    const budget = 'controller.controller.podDisruptionBudget';
    yield {
      path: component.replicas.path,
      message: 'single',
      fixes: () => [
        {
          title: 'Run a standby controller with a disruption budget',
          safety: 'unsafe',
          operations: [
            { op: 'set', path: context.path('controller.replicaCount'), value: 2 },
            { op: 'set', path: context.path(`${budget}.enabled`), value: true },
            ...(context.isOwn(context.path(`${budget}.maxUnavailable`))
              ? []
              : [{ op: 'set' as const, path: context.path(`${budget}.minAvailable`), value: 1 }]),
          ],
        },
      ],
    };
  },
});
