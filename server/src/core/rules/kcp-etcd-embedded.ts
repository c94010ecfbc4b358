import { compareVersions } from '../product/version.ts';
import { textAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-etcd-embedded',
  meta: {
    summary: 'Do not ask for an embedded etcd.',
    why: 'Since 0.8.2 the chart does not run kcp with an embedded etcd any more: `embedded` is taken for an address, and kcp does not start.',
    remedy: 'Use the bundled etcd (`etcd.enabled: true`), or name one of your own.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['kcp'],
    messages: {
      embedded:
        "'{path}: embedded' is no address, and the chart has no embedded etcd since 0.8.2. Use the bundled etcd, or name your own.",
    },
    examples: {
      bad: 'kcp:\n  etcd:\n    serverAddress: embedded\n',
      good: 'kcp:\n  etcd:\n    serverAddress: https://etcd-client:2379\n',
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp'],
    fix: 'unsafe',
  },
  *check(context) {
    const name = 'kcp.etcd.serverAddress';
    const path = context.path(name);
    const version = context.product?.version;
    const since = context.product?.id !== 'kcp/kcp' || version === undefined || compareVersions(version, '0.8.2') >= 0;
    if (since && context.knows(path) === true && textAt(context, name) === 'embedded') {
      yield {
        path,
        message: 'embedded',
        data: { path: name },
        fixes: () => [
          {
            title: 'Use the bundled etcd',
            safety: 'unsafe',
            operations: [
              { op: 'set', path: context.path('etcd.enabled'), value: true },
              { op: 'set', path, value: '' },
            ],
          },
        ],
      };
    }
  },
});
