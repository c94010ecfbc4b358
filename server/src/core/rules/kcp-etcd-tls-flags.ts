import { flagsAt } from '../rule/remedies/flags.ts';
import { defineRule } from '../rule/rule.ts';

/** What the chart passes itself. */
const own = new Map([
  ['etcd-keyfile', '/etc/kcp/tls/etcd-client/tls.key'],
  ['etcd-certfile', '/etc/kcp/tls/etcd-client/tls.crt'],
  ['etcd-cafile', '/etc/etcd/tls/client-ca/tls.crt'],
]);

export default defineRule({
  id: 'kcp-etcd-tls-flags',
  meta: {
    summary: 'Replace the TLS flags for etcd all together, or not at all.',
    why: 'The chart passes `--etcd-certfile`, `--etcd-keyfile` and `--etcd-cafile` already, and the last flag wins. Only some of them replaced gives a certificate whose key or CA does not fit; the same ones repeated do nothing.',
    remedy: 'Take the flags out of `kcp.extraFlags`, or give all three.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['kcp'],
    messages: {
      some: "'--{flag}' replaces one of the three TLS flags that the chart passes for etcd, but not all: certificate, key and CA do not fit together. Take it out, or give all three.",
      repeated: "'--{flag}' repeats what the chart passes already. Take it out.",
    },
    examples: {
      bad: 'kcp:\n  extraFlags:\n    - --etcd-certfile=/certs/tls.crt\n',
      good: 'kcp:\n  extraFlags:\n    - --etcd-certfile=/certs/tls.crt\n    - --etcd-keyfile=/certs/tls.key\n    - --etcd-cafile=/certs/ca.crt\n',
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp'],
    covers: ['S3-07'],
    fix: 'unsafe',
  },
  *check(context) {
    const flags = (flagsAt(context, 'kcp.extraFlags') ?? []).filter(({ name }) => own.has(name));
    const replaced = flags.filter(({ name, value }) => value !== own.get(name));
    const all = new Set(replaced.map(({ name }) => name)).size === own.size;
    for (const flag of context.product?.id === 'kcp/kcp' ? flags : []) {
      const repeated = flag.value === own.get(flag.name);
      if (repeated || !all) {
        yield {
          path: flag.node.path,
          message: repeated ? 'repeated' : 'some',
          data: { flag: flag.name },
          fixes: () => [
            {
              title: `Remove '--${flag.name}'`,
              safety: 'unsafe',
              operations: [{ op: 'remove', path: flag.node.path }],
            },
          ],
        };
      }
    }
  },
});
