import { componentAround } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { verticalAutoscalers } from '../rule/vertical-autoscalers.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'vpa-update-mode-auto',
  meta: {
    summary: 'Let a vertical autoscaler advise, not restart.',
    why: 'In the modes Auto and Recreate the autoscaler evicts pods to resize them, whenever its advice changes. With one replica each time is an outage. Auto is deprecated and means Recreate.',
    remedy: 'Use "Off" to get advice only, or Initial to size pods when they start anyway.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'spaces'],
    messages: {
      restarts:
        '\'{path}: {mode}\' evicts pods to resize them, whenever the advice changes. Use "Off" for advice only, or Initial.',
    },
    examples: {
      bad: 'vpa:\n  enabled: true\n  updateMode: Auto\n',
      good: 'vpa:\n  enabled: true\n  updateMode: Initial\n',
    },
    sources: ['https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/quickstart.md'],
    covers: ['S2-92', 'S4-02', 'S4-21', 'S4-23', 'S4-25'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { mode } of verticalAutoscalers(context)) {
      if ((mode?.value !== 'Auto' && mode?.value !== 'Recreate') || !context.isOwn(mode.path)) {
        continue;
      }
      const { path, value } = mode;
      const component = componentAround(context, path);
      const isCushioned = component?.budget?.enabled === true && (component.fewestReplicas ?? 1) >= 2;
      yield {
        path,
        ...(isCushioned ? { severity: 'info' as const } : {}),
        message: 'restarts',
        data: { path: formatPath(path), mode: value },
        fixes: () => [
          { title: 'Advise only: "Off"', safety: 'unsafe', operations: [{ op: 'set', path, value: 'Off' }] },
          {
            title: 'Size pods when they start: Initial',
            safety: 'unsafe',
            operations: [{ op: 'set', path, value: 'Initial' }],
          },
        ],
      };
    }
  },
});
