import { compareQuantities, parseQuantity } from '../kit/quantity.ts';
import { amountAt, switchAt, textAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-vpa-max-allowed',
  meta: {
    summary: 'Let the vertical autoscaler give the controller more memory than it has.',
    why: 'The autoscaler sets the memory of spaces-controller between its bounds. With an upper bound that is not above the memory limit it can only ever take memory away, and the controller is killed at the first spike.',
    remedy: 'Set `maxAllowed.memory` above `controller.controller.resources.limits.memory`.',
    severity: 'warning',
    mode: 'E',
    profile: 'default',
    products: ['spaces'],
    messages: {
      low: "'{path}' is {max}, and the memory limit of the controller {limit}: the autoscaler can only take memory away. Allow more than the limit.",
    },
    examples: {
      bad: 'controller:\n  controller:\n    resources:\n      limits:\n        memory: 4Gi\n    verticalPodAutoscaler:\n      enabled: true\n      updateMode: Auto\n      maxAllowed:\n        memory: 4Gi\n',
      good: 'controller:\n  controller:\n    resources:\n      limits:\n        memory: 4Gi\n    verticalPodAutoscaler:\n      enabled: true\n      updateMode: Auto\n      maxAllowed:\n        memory: 8Gi\n',
    },
    sources: ['https://docs.upbound.io/reference/spaces-helm-reference/'],
    fix: 'unsafe',
  },
  *check(context) {
    const at = 'controller.controller.verticalPodAutoscaler';
    const mode = textAt(context, `${at}.updateMode`);
    // Off only recommends.
    if (switchAt(context, `${at}.enabled`) !== true || mode === undefined || mode === '' || mode === 'Off') {
      return;
    }
    const name = `${at}.maxAllowed.memory`;
    const path = context.path(name);
    const [max, limit] = [amountAt(context, name), amountAt(context, 'controller.controller.resources.limits.memory')];
    const difference =
      max !== undefined && limit !== undefined
        ? compareQuantities(parseQuantity(max), parseQuantity(limit))
        : undefined;
    if (difference === undefined || difference === 1 || max === undefined || limit === undefined) {
      return;
    }
    const twice = /^(\d{1,6})([A-Za-z]*)$/.exec(String(limit));
    yield {
      path,
      message: 'low',
      data: { path: name, max, limit },
      fixes: () =>
        twice
          ? [
              {
                title: `Allow up to ${Number(twice[1]) * 2}${twice[2]}`,
                safety: 'unsafe',
                operations: [{ op: 'set', path, value: `${Number(twice[1]) * 2}${twice[2]}` }],
              },
            ]
          : [],
    };
  },
});
