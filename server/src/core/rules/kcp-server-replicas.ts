import {
  auditPinsServer,
  isKcpChart,
  isSingle,
  narrowThenWide,
  standUp,
} from '../rule/remedies/kcp-high-availability.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'kcp-server-replicas',
  meta: {
    summary: 'Run at least two kcp servers.',
    why: 'With one server pod the API of every workspace is away whenever the pod restarts: at each upgrade, each drained node, each crash.',
    remedy:
      'Set `kcp.replicas: 2`. While `audit.enabled` is on this is not possible, since all servers would share one ReadWriteOnce volume: send audit events elsewhere first, through `kcp.extraFlags`.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['kcp'],
    messages: {
      single:
        "'{path}' leaves kcp with {replicas} server pod(s): every workspace is away whenever it restarts. Run at least 2.",
      audited:
        "'{path}' leaves kcp with {replicas} server pod(s), and 'audit.enabled' keeps it there: its volume can be mounted on one node only. Log audit events through 'kcp.extraFlags' instead, then run at least 2.",
    },
    examples: { bad: 'kcp:\n  replicas: 1\n', good: 'kcp:\n  replicas: 2\n' },
    sources: ['https://docs.kcp.io/kcp/main/setup/production/'],
    covers: ['S3-22'],
    fix: 'unsafe',
    replaces: ['replicas-single'],
  },
  *check(context) {
    const component = context.components.find(({ name }) => name === 'kcp');
    if (!isKcpChart(context) || !component?.replicas || !isSingle(context, component)) {
      return;
    }
    const { path } = component.replicas;
    const audited = auditPinsServer(context);
    yield {
      path,
      message: audited ? 'audited' : 'single',
      data: { path: formatPath(path), replicas: component.fewestReplicas ?? 1 },
      fixes: () =>
        audited
          ? []
          : narrowThenWide(context, {
              title: 'Run 2 kcp servers, apart and with a disruption budget',
              safety: 'unsafe',
              operations: standUp(context, component),
            }),
    };
  },
});
