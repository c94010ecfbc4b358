import { parseGoDuration } from '../kit/duration.ts';
import { autoscalerFlags } from '../rule/cluster-autoscaler-args.ts';
import { asGoDuration } from '../rule/go-durations.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

const durations = [
  'scale-down-delay-after-add',
  'scale-down-delay-after-delete',
  'scale-down-delay-after-failure',
  'scale-down-unneeded-time',
  'scale-down-unready-time',
  'scan-interval',
  'max-node-provision-time',
  'unremovable-node-recheck-timeout',
  'initial-node-group-backoff-duration',
  'max-node-group-backoff-duration',
];
const shares = ['scale-down-utilization-threshold', 'scale-down-gpu-utilization-threshold'];

export default defineRule({
  id: 'cluster-autoscaler-arg-invalid',
  meta: {
    summary: 'Give the cluster autoscaler flags that it can read.',
    why: 'With a flag that it cannot parse, the autoscaler ends at once and starts again, for ever: no node is added or removed.',
    remedy: 'Write durations with Go units (`10m`, `1h30m`), and thresholds between 0 and 1.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm'],
    messages: {
      duration:
        "'{path}: {value}' is no Go duration: the autoscaler does not start. Write it with a unit, such as 10m.",
      share: "'{path}: {value}' must be between 0 and 1: it is the share of a node that is in use.",
    },
    examples: {
      bad: 'cloudProvider: aws\nextraArgs:\n  scale-down-unneeded-time: 10\n',
      good: 'cloudProvider: aws\nextraArgs:\n  scale-down-unneeded-time: 10m\n',
    },
    sources: ['https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md'],
    covers: ['S4-20'],
    fix: 'safe',
  },
  *check(context) {
    for (const { name, node } of autoscalerFlags(context)) {
      const { path } = node;
      const value = String(node.value);
      const data = { path: formatPath(path), value };
      if (durations.includes(name) && parseGoDuration(value) === undefined) {
        const right = asGoDuration(value);
        yield {
          path,
          message: 'duration',
          data,
          fixes: () =>
            right === undefined
              ? []
              : [{ title: `Write ${right}`, safety: 'safe', operations: [{ op: 'set', path, value: right }] }],
        };
      } else if (shares.includes(name) && !(Number(value) >= 0 && Number(value) <= 1)) {
        const share = Number(value) / 100;
        yield {
          path,
          message: 'share',
          data,
          fixes: () =>
            share > 0 && share <= 1
              ? [{ title: `Write ${share}`, safety: 'safe', operations: [{ op: 'set', path, value: share }] }]
              : [],
        };
      }
    }
  },
});
