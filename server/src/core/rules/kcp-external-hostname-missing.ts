import { textAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-external-hostname-missing',
  meta: {
    summary: 'Name the host under which kcp is reached.',
    why: 'The chart refuses to be installed without `externalHostname`: it goes into certificates and into every address that kcp hands out.',
    remedy: 'Set `externalHostname` to a DNS name that resolves inside and outside of the cluster.',
    severity: 'error',
    mode: 'E',
    profile: 'production',
    products: ['kcp'],
    messages: {
      missing:
        "'externalHostname' is empty: the chart cannot be installed without it. Set the DNS name under which kcp is reached.",
    },
    examples: { bad: 'kcp:\n  replicas: 2\n', good: 'externalHostname: kcp.example.com\n' },
    replaces: ['schema/required'],
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp'],
  },
  *check(context) {
    const path = context.path('externalHostname');
    const required = context.product?.id === 'kcp/kcp' || context.product?.id === 'kcp/shard';
    if (required && textAt(context, 'externalHostname') === '') {
      yield {
        path,
        message: 'missing',
        // Not in any file, it may still come from the command line.
        ...(!context.isOwn(path) && { severity: 'warning' as const }),
      };
    }
  },
});
