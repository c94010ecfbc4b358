import { isTemplated, type MapNode, type ScalarNode } from '../values/node.ts';
import { mapAround } from './own-values.ts';
import type { RuleContext } from './rule.ts';

/** A flag of the cluster autoscaler that a file of the user sets, without its leading dashes. */
export interface AutoscalerFlag {
  readonly name: string;
  readonly node: ScalarNode;
}

/** Keys that only the chart of the cluster autoscaler has beside its flags. */
const marks = ['autoDiscovery', 'cloudProvider', 'autoscalingGroups', 'awsRegion', 'autoscalingGroupsnamePrefix'];

export function autoscalerFlags(context: RuleContext): readonly AutoscalerFlag[] {
  return context
    .select('**.extraArgs')
    .flatMap(args =>
      args.kind === 'map' && isAutoscaler(mapAround(context, args.path))
        ? [...args.entries].flatMap(([name, { value }]) =>
            value.kind === 'scalar' && !isTemplated(value) && value.value !== null && context.isOwn(value.path)
              ? [{ name: name.replace(/^-+/, ''), node: value }]
              : [],
          )
        : [],
    );
}

const isAutoscaler = (map: MapNode | undefined): boolean => marks.some(name => map?.entries.has(name));
