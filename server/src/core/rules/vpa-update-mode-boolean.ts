import { defineRule } from '../rule/rule.ts';
import { verticalAutoscalers } from '../rule/vertical-autoscalers.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'vpa-update-mode-boolean',
  meta: {
    summary: 'Quote the update mode "Off" of a vertical autoscaler.',
    why: 'A plain `Off` is the boolean false in the YAML 1.1 that Helm reads. The API server rejects the object, or the chart takes false for "not set" and the autoscaler restarts pods, which is the opposite.',
    remedy: 'Write `updateMode: "Off"`.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces'],
    messages: {
      boolean: '\'{path}: {source}\' is {value} to Helm (YAML 1.1), and no update mode. Write "Off" in quotes.',
    },
    examples: {
      bad: 'vpa:\n  enabled: true\n  updateMode: Off\n',
      good: 'vpa:\n  enabled: true\n  updateMode: "Off"\n',
    },
    sources: ['https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/quickstart.md'],
    covers: ['S4-25'],
    fix: 'safe',
    replaces: ['schema/type', 'schema/enum', 'yaml-boolean-word'],
  },
  *check(context) {
    for (const { mode } of verticalAutoscalers(context)) {
      if (typeof mode?.value !== 'boolean' || !context.isOwn(mode.path)) {
        continue;
      }
      const { path, value, source } = mode;
      yield {
        path,
        message: 'boolean',
        data: { path: formatPath(path), source, value: String(value) },
        fixes: () =>
          value ? [] : [{ title: 'Write "Off"', safety: 'safe', operations: [{ op: 'rewrite', path, text: '"Off"' }] }],
      };
    }
  },
});
