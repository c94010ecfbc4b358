import { isTemplated, type MapNode, nodeAt, toJson, type ValueNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import type { Component } from './component.ts';
import type { RuleContext } from './rule.ts';

/** How updates replace the pods of a component, where its values say so. */
export interface Strategy {
  readonly component: Component;
  readonly path: Path;
  /** The block; undefined where the chart takes the type alone (`deploymentStrategy: Recreate`). */
  readonly block: MapNode | undefined;
  readonly typePath: Path;
  /** Undefined when not set or not known. */
  readonly type: string | undefined;
  readonly rollingUpdate: ValueNode | undefined;
  readonly rollingUpdatePath: Path;
  /** As the API would read them; templates are still in it. Undefined when not set. */
  readonly maxSurge: unknown;
  readonly maxUnavailable: unknown;
}

/** The strategies of the components that are switched on; those that a template stands for are left out. */
export function strategiesOf({ components, at }: RuleContext): readonly Strategy[] {
  return components.flatMap(component => {
    const path = component.enabled ? component.strategy : undefined;
    const node = path && at(path);
    // `strategy: single` may be about anything; only a block is an update strategy there.
    const isOther = node?.kind === 'scalar' && path?.at(-1) === 'strategy';
    if (!path || !node || isTemplated(node) || node.kind === 'list' || isOther || component.kind === 'job') {
      return [];
    }
    const type = node.kind === 'scalar' ? node : nodeAt(node, ['type']);
    const rollingUpdate = nodeAt(node, ['rollingUpdate']);
    return [
      {
        component,
        path,
        block: node.kind === 'map' ? node : undefined,
        typePath: node.kind === 'scalar' ? path : [...path, 'type'],
        type: type?.kind === 'scalar' && typeof type.value === 'string' && !isTemplated(type) ? type.value : undefined,
        rollingUpdate,
        rollingUpdatePath: [...path, 'rollingUpdate'],
        maxSurge: emptyAsUnset(nodeAt(rollingUpdate, ['maxSurge'])),
        maxUnavailable: emptyAsUnset(nodeAt(rollingUpdate, ['maxUnavailable'])),
      },
    ];
  });
}

const emptyAsUnset = (node: ValueNode | undefined): unknown => {
  const value = toJson(node);
  return value === '' ? undefined : value;
};

/** Whether the component is a Deployment, as far as its values tell: the others have no surge. */
export const isDeployment = ({ kind }: Component): boolean => kind === 'deployment';
