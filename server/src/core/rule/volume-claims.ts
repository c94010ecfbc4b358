import { mapOf } from '../kit/json.ts';
import { isTemplated, type MapNode, nodeAt, type ScalarNode, toJson } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import type { Component } from './component.ts';
import { isEmptyNode, scalarIn } from './own-values.ts';

/** The volume of a component that only pods of one node can mount. */
export interface SingleNodeVolume {
  readonly path: Path;
  /** What says that it is ReadWriteOnce. */
  readonly modePath: Path;
  readonly existingClaim: boolean;
}

const volumeKeys = ['persistence', 'persistentVolume', 'dataVolume', 'storage'];

/** The ReadWriteOnce volume that all pods of the component share; undefined when each may have one of its own. */
export function sharedVolume({ node, path, kind }: Component): SingleNodeVolume | undefined {
  const key = volumeKeys.find(name => isOn(node, name));
  const volume = key === undefined ? undefined : nodeAt(node, [key]);
  if (key === undefined || volume?.kind !== 'map') {
    return undefined;
  }
  const [list, single] = [nodeAt(volume, ['accessModes']), nodeAt(volume, ['accessMode'])];
  const modes = [toJson(list), toJson(single)].flat().filter(mode => typeof mode === 'string' && mode !== '');
  const existingClaim = !isEmptyNode(scalarIn(volume, 'existingClaim'));
  if (
    modes.length !== 1 ||
    modes[0] !== 'ReadWriteOnce' ||
    !(existingClaim || (kind === 'deployment' && isDeployment(node)))
  ) {
    return undefined;
  }
  const at = [...path, key];
  return { path: at, modePath: [...at, list ? 'accessModes' : 'accessMode'], existingClaim };
}

function isOn(node: MapNode, name: string): boolean {
  const enabled = scalarIn(nodeAt(node, [name]), 'enabled');
  return enabled?.value === true;
}

/** Only a Deployment has these keys; `updateStrategy` or a name say nothing. */
function isDeployment(node: MapNode): boolean {
  const declared = ['kind', 'controllerType', 'workloadType'].map(name => scalarIn(node, name)?.value);
  const others = [
    'statefulset',
    'statefulSet',
    'StatefulSet',
    'podManagementPolicy',
    'volumeClaimTemplates',
    'updateStrategy',
    'serviceName',
  ];
  return (
    declared.some(word => String(word).toLowerCase() === 'deployment') ||
    (declared.every(word => word === undefined) &&
      (node.entries.has('strategy') || node.entries.has('deploymentStrategy')) &&
      !others.some(name => node.entries.has(name)))
  );
}

/** How the component's updates replace pods, as far as it is written. */
export function updateStrategyOf({ node, path }: Component):
  | {
      readonly path: Path;
      readonly type: string | undefined;
      readonly surge: unknown;
      readonly node: ScalarNode | MapNode;
    }
  | undefined {
  const key = ['strategy', 'deploymentStrategy'].find(name => node.entries.has(name));
  const strategy = key === undefined ? undefined : nodeAt(node, [key]);
  if (key === undefined || strategy === undefined || strategy.kind === 'list' || isTemplated(strategy)) {
    return undefined;
  }
  const type = strategy.kind === 'scalar' ? strategy.value : scalarIn(strategy, 'type')?.value;
  return {
    path: [...path, key],
    type: typeof type === 'string' && type !== '' ? type : undefined,
    surge: mapOf(toJson(nodeAt(strategy, ['rollingUpdate'])))?.maxSurge,
    node: strategy,
  };
}
