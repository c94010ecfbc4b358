import { wholeNumber } from '../kit/json.ts';
import { scaledComponents, scalingRules } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'hpa-scale-down-window-short',
  meta: {
    summary: 'Wait five minutes before scaling in.',
    why: 'With a short window every dip in load removes pods that the next minute needs again: replicas flap, caches are cold, connections break.',
    remedy: 'Leave the window at its default of 300 seconds, or lengthen it.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'spaces'],
    messages: {
      short:
        "'{component}' scales in after {seconds} seconds of lower load, so its replicas flap. Wait 300 seconds or more.",
    },
    examples: {
      bad: 'autoscaling:\n  enabled: true\n  behavior:\n    scaleDown:\n      stabilizationWindowSeconds: 30\n',
      good: 'autoscaling:\n  enabled: true\n  behavior:\n    scaleDown:\n      stabilizationWindowSeconds: 300\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#stabilization-window'],
    covers: ['S2-12', 'S4-08', 'S4-41', 'S4-52'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      const down = scalingRules(autoscaler, 'scaleDown');
      const path = down && [...down.at, 'stabilizationWindowSeconds'];
      const seconds = path && wholeNumber(context.value(path));
      if (!path || seconds === undefined || seconds < 0 || seconds >= 300 || !context.isOwn(path)) {
        continue;
      }
      yield {
        path,
        message: 'short',
        data: { component: titleOf(component), seconds },
        fixes: () =>
          [300, 600].map(value => ({
            title: `Wait ${value} seconds`,
            safety: 'unsafe',
            operations: [{ op: 'set', path, value }],
          })),
      };
    }
  },
});
