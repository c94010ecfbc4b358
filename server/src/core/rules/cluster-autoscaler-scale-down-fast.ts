import { parseGoDuration } from '../kit/duration.ts';
import { autoscalerFlags } from '../rule/cluster-autoscaler-args.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

const flags = ['scale-down-delay-after-add', 'scale-down-unneeded-time'];
const tenMinutes = 600_000_000_000n;

export default defineRule({
  id: 'cluster-autoscaler-scale-down-fast',
  meta: {
    summary: 'Give nodes ten minutes before they are removed.',
    why: 'Nodes that are removed soon after a peak are needed again at the next one: pods are moved twice, and wait for nodes in between.',
    remedy: 'Set the delay to 10 minutes or more.',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    products: ['helm'],
    messages: {
      fast: "'{path}: {value}' removes nodes soon after a peak: pods move twice, and wait for nodes at the next one. Use 10m or more.",
    },
    examples: {
      bad: 'cloudProvider: aws\nextraArgs:\n  scale-down-unneeded-time: 2m\n',
      good: 'cloudProvider: aws\nextraArgs:\n  scale-down-unneeded-time: 10m\n',
    },
    sources: ['https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md'],
    covers: ['S4-18', 'S4-20', 'S4-45'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { name, node } of autoscalerFlags(context)) {
      const duration = parseGoDuration(String(node.value));
      if (!flags.includes(name) || duration === undefined || duration >= tenMinutes) {
        continue;
      }
      yield {
        path: node.path,
        message: 'fast',
        data: { path: formatPath(node.path), value: String(node.value) },
        fixes: () => [
          { title: 'Wait 10 minutes', safety: 'unsafe', operations: [{ op: 'set', path: node.path, value: '10m' }] },
        ],
      };
    }
  },
});
