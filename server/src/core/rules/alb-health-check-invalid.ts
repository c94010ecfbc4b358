import { wholeNumber } from '../kit/json.ts';
import { albPrefix, ownAnnotations } from '../rule/ingress-annotations.ts';
import { defineRule } from '../rule/rule.ts';
import { isTemplated, type MapNode } from '../values/node.ts';

/** What AWS takes, in seconds and checks. */
const ranges = [
  { name: 'healthcheck-interval-seconds', from: 5, to: 300 },
  { name: 'healthcheck-timeout-seconds', from: 2, to: 120 },
  { name: 'healthy-threshold-count', from: 2, to: 10 },
  { name: 'unhealthy-threshold-count', from: 2, to: 10 },
] as const;
const defaultInterval = 15;

export default defineRule({
  id: 'alb-health-check-invalid',
  meta: {
    summary: 'Keep the health check of an AWS load balancer within what AWS takes.',
    why: 'AWS rejects the target group: the load balancer is not made or not changed, and the ingress has no address. The timeout must be below the interval.',
    remedy: 'Check every 30 seconds with a timeout of 5, healthy after 2 and unhealthy after 3 checks.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm'],
    messages: {
      range:
        "'{name}: {value}' must be from {from} to {to}: AWS rejects the target group, and the ingress gets no address.",
      timeout:
        "The health check's timeout of {timeout} s must be below its interval of {interval} s: AWS rejects the target group.",
    },
    examples: {
      bad: 'ingress:\n  annotations:\n    alb.ingress.kubernetes.io/healthcheck-interval-seconds: "5"\n    alb.ingress.kubernetes.io/healthcheck-timeout-seconds: "5"\n',
      good: 'ingress:\n  annotations:\n    alb.ingress.kubernetes.io/healthcheck-interval-seconds: "30"\n    alb.ingress.kubernetes.io/healthcheck-timeout-seconds: "5"\n',
    },
    sources: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html'],
    covers: ['S2-28', 'S2-31'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { name, node, path, map } of ownAnnotations(context, albPrefix)) {
      const value = wholeNumber(node.value);
      const range = ranges.find(candidate => candidate.name === name);
      if (value === undefined || !range) {
        continue;
      }
      if (value < range.from || value > range.to) {
        const { from, to } = range;
        yield {
          path,
          message: 'range',
          data: { name: albPrefix + name, value, from, to },
          fixes: () => [
            {
              title: `Set it to "${value < from ? from : to}"`,
              safety: 'unsafe',
              operations: [{ op: 'set', path, value: String(value < from ? from : to) }],
            },
          ],
        };
        continue;
      }
      const interval = secondsIn(map, 'healthcheck-interval-seconds', defaultInterval);
      if (name === 'healthcheck-timeout-seconds' && interval !== undefined && interval >= 5 && value >= interval) {
        yield {
          path,
          message: 'timeout',
          data: { timeout: value, interval },
          fixes: () => [
            {
              title: `Set it to "${Math.min(5, interval - 1)}"`,
              safety: 'unsafe',
              operations: [{ op: 'set', path, value: String(Math.min(5, interval - 1)) }],
            },
          ],
        };
      }
    }
  },
});

function secondsIn(map: MapNode, name: string, fallback: number): number | undefined {
  const node = map.entries.get(albPrefix + name)?.value;
  return node === undefined
    ? fallback
    : node.kind === 'scalar' && !isTemplated(node)
      ? wholeNumber(node.value)
      : undefined;
}
