import { titleOf } from '../rule/component.ts';
import { componentAround } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { verticalAutoscalers } from '../rule/vertical-autoscalers.ts';

export default defineRule({
  id: 'vpa-quorum-store',
  meta: {
    summary: 'Do not let a vertical autoscaler restart members of a quorum.',
    why: 'The autoscaler evicts pods to resize them, several in a short time. A store that loses its quorum for good has to be restored from a backup.',
    remedy: 'Use "Off" and resize by hand, one member at a time.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'kcp'],
    messages: {
      restarts:
        '\'{component}\' keeps a quorum, and the vertical autoscaler may restart several members at a time: a lost quorum means a restore from backup. Use "Off".',
    },
    examples: {
      bad: 'etcd:\n  replicaCount: 3\n  vpa:\n    enabled: true\n    updateMode: Recreate\n',
      good: 'etcd:\n  replicaCount: 3\n  vpa:\n    enabled: true\n    updateMode: "Off"\n',
    },
    sources: ['https://docs.kcp.io/kcp/latest/setup/production/'],
    covers: ['S3-16'],
    fix: 'unsafe',
    replaces: ['vpa-update-mode-auto'],
  },
  *check(context) {
    for (const { mode } of verticalAutoscalers(context)) {
      const component = mode && componentAround(context, mode.path);
      const isSoft = mode?.value === 'InPlaceOrRecreate';
      if (
        !mode ||
        component?.quorum !== true ||
        !(isSoft || mode.value === 'Auto' || mode.value === 'Recreate') ||
        !context.isOwn(mode.path)
      ) {
        continue;
      }
      yield {
        path: mode.path,
        ...(isSoft ? { severity: 'warning' as const } : {}),
        message: 'restarts',
        data: { component: titleOf(component) },
        fixes: () => [
          { title: 'Advise only: "Off"', safety: 'unsafe', operations: [{ op: 'set', path: mode.path, value: 'Off' }] },
        ],
      };
    }
  },
});
