import { textAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-etcd-insecure',
  meta: {
    summary: 'Talk to etcd over TLS.',
    why: 'etcd holds everything, secrets too. Without https its traffic is readable and its clients are not authenticated.',
    remedy: 'Write `https://` before each address in `kcp.etcd.serverAddress`, and have etcd serve it.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['kcp'],
    messages: {
      plain: "'{path}' reaches etcd at '{address}' without TLS: all data of kcp passes in plain text. Use https.",
    },
    examples: {
      bad: 'kcp:\n  etcd:\n    serverAddress: http://etcd-client:2379\n',
      good: 'kcp:\n  etcd:\n    serverAddress: https://etcd-client:2379\n',
    },
    sources: ['https://docs.kcp.io/kcp/main/setup/production/'],
    covers: ['S3-06'],
    fix: 'unsafe',
  },
  *check(context) {
    const name = 'kcp.etcd.serverAddress';
    const path = context.path(name);
    const addresses = (textAt(context, name) ?? '').split(',').map(address => address.trim());
    const plain = addresses.find(
      address =>
        address !== '' && address !== 'embedded' && !address.startsWith('https://') && !/^unixs?:/.test(address),
    );
    if (plain !== undefined && context.knows(path) === true && context.isOwn(path)) {
      const secured = addresses.map(address =>
        address === ''
          ? address
          : `https://${address.replace(/^http:\/\//, '')}`.replace('https://https://', 'https://'),
      );
      yield {
        path,
        message: 'plain',
        data: { path: name, address: plain },
        fixes: () => [
          { title: 'Use https', safety: 'unsafe', operations: [{ op: 'set', path, value: secured.join(',') }] },
        ],
      };
    }
  },
});
