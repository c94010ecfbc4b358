import { readVpaMode, vpaModes } from '../kit/vpa-mode.ts';
import { defineRule } from '../rule/rule.ts';
import { verticalAutoscalers } from '../rule/vertical-autoscalers.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'vpa-update-mode-invalid',
  meta: {
    summary: 'Use an update mode that the vertical autoscaler has.',
    why: 'The modes are words with capitals: the API server rejects any other, and the release with it.',
    remedy: 'Use Off, Initial, Recreate, InPlaceOrRecreate or InPlace.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces'],
    messages: {
      invalid:
        "'{path}: {value}' is no update mode: Kubernetes rejects it. Use Off, Initial, Recreate, InPlaceOrRecreate or InPlace.",
    },
    examples: {
      bad: 'vpa:\n  enabled: true\n  updateMode: initial\n',
      good: 'vpa:\n  enabled: true\n  updateMode: Initial\n',
    },
    sources: ['https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/quickstart.md'],
    covers: ['S4-25'],
    fix: 'safe',
    replaces: ['schema/enum'],
  },
  *check(context) {
    for (const { mode } of verticalAutoscalers(context)) {
      // Booleans are another rule's; an empty text leaves it to the chart.
      if (
        typeof mode?.value !== 'string' ||
        mode.value === '' ||
        readVpaMode(mode.value)?.valid !== false ||
        !context.isOwn(mode.path)
      ) {
        continue;
      }
      const { path, value } = mode;
      yield {
        path,
        message: 'invalid',
        data: { path: formatPath(path), value },
        fixes: () =>
          didYouMean(String(value), vpaModes, 1).map(right => ({
            title: `Write ${right}`,
            safety: 'safe',
            operations: [{ op: 'set', path, value: right }],
          })),
      };
    }
  },
});
