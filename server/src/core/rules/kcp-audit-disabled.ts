import { flagsAt } from '../rule/remedies/flags.ts';
import { isKcpChart } from '../rule/remedies/kcp-high-availability.ts';
import { switchAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-audit-disabled',
  meta: {
    summary: 'Keep an audit log.',
    why: 'Without one nobody can tell later who changed or read what, in whose workspace. The audit log of the chart needs a volume that several servers cannot share, which is why this rule is off unless asked for.',
    remedy:
      'Pass audit flags in `kcp.extraFlags` (`--audit-policy-file` and `--audit-log-path=-`, or a webhook); with a single server, `audit.enabled` does.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    optIn: true,
    products: ['kcp'],
    messages: {
      off: "'audit.enabled' is off, and 'kcp.extraFlags' has no audit flags: nobody can tell later who did what.",
    },
    examples: {
      bad: 'audit:\n  enabled: false\n',
      good: 'kcp:\n  extraFlags:\n    - --audit-policy-file=/etc/kcp/audit/policy.yaml\n    - --audit-log-path=-\n',
    },
    sources: ['https://docs.kcp.io/kcp/main/setup/production/audit-logging/'],
  },
  *check(context) {
    const flags = flagsAt(context, 'kcp.extraFlags');
    const audited = flags === undefined || flags.some(({ name }) => name.startsWith('audit-'));
    if (isKcpChart(context) && switchAt(context, 'audit.enabled') === false && !audited) {
      yield { path: context.path('audit.enabled'), message: 'off' };
    }
  },
});
