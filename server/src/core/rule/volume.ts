import type { MapNode, ValueNode } from '../values/node.ts';
import { nodeAt, toJson } from '../values/node.ts';
import type { Component } from './component.ts';

const volumeKeys = ['persistence', 'persistentVolume', 'storage', 'dataVolume', 'dataStorage', 'volume'];
const databases =
  /(postgres|postgresql|mysql|mariadb|mongo|mongodb|redis|valkey|database|elasticsearch|opensearch|clickhouse|kafka|memcached|primary|master|minio|sqlite|db)$/i;

/** Whether the component keeps data on a volume that only one node can mount, or is a database by its name: its replicas are no matter of a number. */
export const isStateful = (component: Component): boolean =>
  databases.test(component.name) || holdsSingleWriterVolume(component.node);

/** A volume of its own that is switched on and not ReadWriteMany. */
export function holdsSingleWriterVolume(map: MapNode): boolean {
  return (
    volumeKeys.some(key => {
      const volume = map.entries.get(key)?.value;
      return volume?.kind === 'map' && isOn(volume) && !accessModes(volume).includes('ReadWriteMany');
    }) || listHasItems(map.entries.get('volumeClaimTemplates')?.value)
  );
}

const isOn = (volume: MapNode): boolean => {
  const enabled = nodeAt(volume, ['enabled']);
  return enabled?.kind === 'scalar'
    ? enabled.value === true
    : ['size', 'accessMode', 'accessModes', 'storageClass', 'storageClassName', 'existingClaim'].some(key =>
        volume.entries.has(key),
      );
};

const accessModes = (volume: MapNode): readonly unknown[] =>
  [toJson(nodeAt(volume, ['accessModes'])), toJson(nodeAt(volume, ['accessMode']))].flat();

const listHasItems = (node: ValueNode | undefined): boolean => node?.kind === 'list' && node.items.length > 0;
