import { componentAround, isEmptyNode, scalarIn } from '../rule/own-values.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import { type MapNode, nodeAt } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';

const keys = ['storageClass', 'storageClassName'];
/** Stores that wait for the disk at every write. */
const stores =
  /^(?:.*[-_.])?(?:postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|database|db|elasticsearch|opensearch|etcd|kafka|cassandra|clickhouse|cockroachdb)$/i;
const parts = /^(?:primary|master|main|data|server|leader|controller|broker)$/i;

export default defineRule({
  id: 'persistence-storage-class-unset',
  meta: {
    summary: 'Name the storage class of databases and etcd.',
    why: 'Without a name the volume is of the default class of whatever cluster the release lands in: often spinning or throttled disks, on which etcd loses its leader, and it differs between clusters.',
    remedy: 'Name a class of fast disks that survive the loss of a node.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'kcp'],
    messages: {
      unset:
        "The volume of '{store}' is of the cluster's default storage class, which may be slow and differs between clusters. Name a fast one in '{path}'.",
    },
    examples: {
      bad: 'postgresql:\n  primary:\n    persistence:\n      enabled: true\n      storageClass: ""\n',
      good: 'postgresql:\n  primary:\n    persistence:\n      enabled: true\n      storageClass: fast-ssd\n',
    },
    sources: [
      'https://kubernetes.io/docs/concepts/storage/storage-classes/',
      'https://etcd.io/docs/latest/op-guide/hardware/',
    ],
    covers: ['S0-12', 'S0-14'],
  },
  *check(context) {
    for (const name of ['persistence', 'persistentVolume']) {
      for (const volume of context.select(`**.${name}`)) {
        const names = volume.path.slice(0, -1).filter(part => !parts.test(String(part)));
        const store = String(names.at(-1) ?? componentAround(context, volume.path)?.name ?? '');
        const at = volume.kind === 'map' && stores.test(store) ? unsetClass(context, volume) : undefined;
        if (at) {
          yield { path: at, part: 'key', message: 'unset', data: { store, path: formatPath(at) } };
        }
      }
    }
  },
});

/** Where the class would stand, when the volume is made and has none. */
function unsetClass(context: RuleContext, volume: MapNode): Path | undefined {
  const key = keys.find(name => volume.entries.has(name));
  const at = key === undefined ? undefined : [...volume.path, key];
  const isMade = scalarIn(volume, 'enabled')?.value === true && isEmptyNode(nodeAt(volume, ['existingClaim']));
  const globalClass = ['storageClass', 'defaultStorageClass'].some(name => !isEmptyNode(context.at(`global.${name}`)));
  return at && isMade && !globalClass && isEmptyNode(context.at(at)) && context.isOwn(volume.path) ? at : undefined;
}
