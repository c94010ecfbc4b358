import { componentAround, scalarIn } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

/** What keeps data that nobody else has. Caches are left out: losing theirs is normal. */
const stores =
  /^(?:.*[-_.])?(?:postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|database|db|elasticsearch|opensearch|etcd|zookeeper|kafka|rabbitmq|nats|jetstream|cassandra|clickhouse|cockroachdb|minio|influxdb|vault|consul|neo4j|couchdb)$/i;
const parts = /^(?:primary|master|main|data|server|leader|controller|broker)$/i;

export default defineRule({
  id: 'persistence-disabled-stateful',
  meta: {
    summary: 'Give databases and queues a volume.',
    why: 'Without a volume the data lives in the pod, and is gone when the pod is: at every update, drain and node failure.',
    remedy: 'Switch persistence on, or use a store outside the cluster.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces'],
    messages: {
      off: "'{store}' keeps its data in the pod ('{path}: false'): it is gone with the pod, at the next update or drain. Switch persistence on.",
    },
    examples: {
      bad: 'postgresql:\n  primary:\n    persistence:\n      enabled: false\n',
      good: 'postgresql:\n  primary:\n    persistence:\n      enabled: true\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/'],
    covers: ['S0-12', 'S3-10', 'S4-26'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const name of ['persistence', 'persistentVolume', 'persistentVolumeClaim']) {
      for (const volume of context.select(`**.${name}`)) {
        const enabled = scalarIn(volume, 'enabled');
        const names = volume.path.slice(0, -1).filter(part => !parts.test(String(part)));
        const store = String(names.at(-1) ?? componentAround(context, volume.path)?.name ?? '');
        if (enabled?.value !== false || !context.isOwn(enabled.path) || !stores.test(store)) {
          continue;
        }
        yield {
          path: enabled.path,
          message: 'off',
          data: { store, path: formatPath(enabled.path) },
          fixes: () => [
            {
              title: 'Switch persistence on',
              safety: 'unsafe',
              operations: [{ op: 'set', path: enabled.path, value: true }],
            },
          ],
        };
      }
    }
  },
});
