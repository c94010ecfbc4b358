import { compareVersions } from '../product/version.ts';
import { isKcpChart } from '../rule/remedies/kcp-high-availability.ts';
import { switchAt } from '../rule/remedies/read.ts';
import type { RuleContext } from '../rule/rule.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-monitoring-disabled',
  meta: {
    summary: 'Watch etcd and the front proxies.',
    why: 'A full quota, slow disks and lost members of etcd show in its metrics before kcp stops. Without ServiceMonitors nobody collects them.',
    remedy:
      'Enable `monitoring.serviceMonitor` of `etcd` and `kcpFrontProxy`; it needs the Prometheus Operator. From chart 0.16.3 on the monitor of `kcp` asks for a path that kcp 0.32 does not serve: scrape `/metrics` of the servers with one of your own.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['kcp'],
    messages: {
      off: "Nothing collects the metrics of {components}: 'monitoring.serviceMonitor.enabled' is off. Enable it to see trouble before it stops kcp.",
    },
    examples: {
      bad: 'etcd:\n  monitoring:\n    serviceMonitor:\n      enabled: false\n',
      good: 'etcd:\n  monitoring:\n    serviceMonitor:\n      enabled: true\nkcpFrontProxy:\n  monitoring:\n    serviceMonitor:\n      enabled: true\n',
    },
    sources: [
      'https://docs.kcp.io/kcp/main/setup/production/',
      'https://docs.kcp.io/kcp/main/setup/production/metrics/',
    ],
    covers: ['S3-15'],
    fix: 'unsafe',
  },
  *check(context) {
    const off = watched(context).filter(name => {
      const path = `${name}.monitoring.serviceMonitor.enabled`;
      return switchAt(context, path) === false && context.knows(context.path(path)) !== false;
    });
    const [first] = isKcpChart(context) ? off : [];
    if (first !== undefined) {
      yield {
        path: context.path(`${first}.monitoring.serviceMonitor.enabled`),
        message: 'off',
        data: { components: off.join(' and ') },
        fixes: () => [
          {
            title: 'Enable the ServiceMonitors',
            safety: 'unsafe',
            operations: off.map(name => ({
              op: 'set',
              path: context.path(`${name}.monitoring.serviceMonitor.enabled`),
              value: true,
            })),
          },
        ],
      };
    }
  },
});

/** The monitor of the server works up to the chart that brought kcp 0.32. */
function watched(context: RuleContext): readonly string[] {
  const version = context.product?.version;
  const server = version !== undefined && compareVersions(version, '0.16.3') < 0 ? ['kcp'] : [];
  return [...(switchAt(context, 'etcd.enabled') === false ? [] : ['etcd']), ...server, 'kcpFrontProxy'];
}
