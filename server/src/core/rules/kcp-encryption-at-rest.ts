import { flagsAt } from '../rule/remedies/flags.ts';
import { isKcpChart } from '../rule/remedies/kcp-high-availability.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-encryption-at-rest',
  meta: {
    summary: 'Encrypt what kcp keeps in etcd.',
    why: 'Without an encryption configuration, secrets of all workspaces stand in etcd and its backups as they are.',
    remedy:
      'Mount an EncryptionConfiguration with `kcp.extraVolumes` and `kcp.extraVolumeMounts`, and pass `--encryption-provider-config` in `kcp.extraFlags`. Silence this rule where disks and backups are encrypted below.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['kcp'],
    messages: {
      plain:
        "'{path}' has no --encryption-provider-config: secrets of all workspaces stand in etcd as they are. Encrypt them.",
    },
    examples: {
      bad: 'kcp:\n  extraFlags: []\n',
      good: 'kcp:\n  extraFlags:\n    - --encryption-provider-config=/etc/kcp/encryption/config.yaml\n',
    },
    sources: [
      'https://docs.kcp.io/kcp/main/setup/production/',
      'https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/',
    ],
    covers: ['S3-12', 'S3-14'],
  },
  *check(context) {
    const path = context.path('kcp.extraFlags');
    const flags = flagsAt(context, 'kcp.extraFlags');
    // Before there were volumes to mount, the flag had no file to name.
    const possible = isKcpChart(context) && context.knows(context.path('kcp.extraVolumes')) !== false;
    if (possible && flags && !flags.some(({ name }) => name === 'encryption-provider-config')) {
      yield { path, part: 'key', message: 'plain', data: { path: 'kcp.extraFlags' } };
    }
  },
});
