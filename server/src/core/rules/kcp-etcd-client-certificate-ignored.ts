import { switchAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-etcd-client-certificate-ignored',
  meta: {
    summary: 'Bring the client certificate for an etcd of your own.',
    why: 'The chart issues the client certificate for the bundled etcd only. With `etcd.enabled: false` it makes no certificate, whatever `kcp.etcd.clientCertificate` says, but the pods still mount it: they wait in ContainerCreating.',
    remedy:
      'Create the Secrets `<release>-etcd-client-cert` (`tls.crt`, `tls.key`) and `<release>-etcd-client-ca` (`tls.crt`) yourself.',
    severity: 'warning',
    mode: 'E',
    profile: 'default',
    products: ['kcp'],
    messages: {
      ignored:
        "With 'etcd.enabled: false' the chart ignores '{path}' and issues no client certificate. Create the Secrets '<release>-etcd-client-cert' and '<release>-etcd-client-ca' yourself.",
    },
    examples: {
      bad: 'etcd:\n  enabled: false\nkcp:\n  etcd:\n    serverAddress: https://etcd-client:2379\n    clientCertificate:\n      issuer: etcd-ca\n',
      good: 'etcd:\n  enabled: false\nkcp:\n  etcd:\n    serverAddress: https://etcd-client:2379\n',
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp'],
    covers: ['S3-07', 'S3-08'],
    fix: 'unsafe',
  },
  *check(context) {
    const name = 'kcp.etcd.clientCertificate';
    const path = context.path(name);
    if (context.product?.id === 'kcp/kcp' && switchAt(context, 'etcd.enabled') === false && context.isOwn(path)) {
      yield {
        path,
        part: 'key',
        message: 'ignored',
        data: { path: name },
        fixes: () => [
          { title: `Remove '${name}', which has no effect`, safety: 'unsafe', operations: [{ op: 'remove', path }] },
        ],
      };
    }
  },
});
