import { flagsAt } from '../rule/remedies/flags.ts';
import { switchAt, textAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-etcd-endpoint-missing',
  meta: {
    summary: 'Say where etcd is when the chart brings none.',
    why: 'Without the bundled etcd and without an address, kcp falls back to an etcd inside its own container: everything is lost when the pod restarts.',
    remedy: 'Set `kcp.etcd.serverAddress` to the client address of your etcd, with https.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['kcp'],
    messages: {
      missing:
        "'etcd.enabled' is off, and '{path}' is empty: kcp keeps its data inside its container, and loses it at the next restart. Set the address of your etcd.",
    },
    examples: {
      bad: 'etcd:\n  enabled: false\n',
      good: 'etcd:\n  enabled: false\nkcp:\n  etcd:\n    serverAddress: https://etcd-client:2379\n',
    },
    sources: ['https://docs.kcp.io/kcp/main/setup/production/'],
    covers: ['S3-02', 'S3-04'],
  },
  *check(context) {
    const name = 'kcp.etcd.serverAddress';
    const path = context.path(name);
    const flags = flagsAt(context, 'kcp.extraFlags');
    const given = flags === undefined || flags.some(flag => flag.name === 'etcd-servers');
    if (
      switchAt(context, 'etcd.enabled') === false &&
      context.knows(path) === true &&
      textAt(context, name) === '' &&
      !given
    ) {
      yield { path, message: 'missing', data: { path: name } };
    }
  },
});
