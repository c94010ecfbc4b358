import { isAbsent, wholeNumber } from '../kit/json.ts';
import { isTemplated, type MapNode, nodeAt, type ValueNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import type { Autoscaler, Component } from './component.ts';
import type { RuleContext } from './rule.ts';

export interface ScaledComponent {
  readonly component: Component;
  readonly autoscaler: Autoscaler;
}

/** The components whose autoscaler is switched on, and known to be. */
export function scaledComponents({ components }: Pick<RuleContext, 'components'>): readonly ScaledComponent[] {
  return components.flatMap(component =>
    component.enabled && component.autoscaler?.enabled === true
      ? [{ component, autoscaler: component.autoscaler }]
      : [],
  );
}

/** A utilisation that the autoscaler steers to, in percent of the request. */
export interface UtilizationTarget {
  readonly resource: 'cpu' | 'memory';
  readonly path: Path;
  readonly node: ValueNode;
  /** Undefined when a template decides. */
  readonly value: number | undefined;
}

const spellings: readonly (readonly ['cpu' | 'memory', readonly string[]])[] = [
  ['cpu', ['targetCPUUtilizationPercentage']],
  ['cpu', ['targetCPUUtilization']],
  ['cpu', ['targetCPU']],
  ['cpu', ['cpuUtilizationPercentage']],
  ['cpu', ['cpu', 'targetAverageUtilization']],
  ['memory', ['targetMemoryUtilizationPercentage']],
  ['memory', ['targetMemoryUtilization']],
  ['memory', ['targetMemory']],
  ['memory', ['memoryUtilizationPercentage']],
  ['memory', ['memory', 'targetAverageUtilization']],
];

/** Lists of metrics in the form of the Kubernetes API. */
export const metricLists: readonly string[] = [
  'metrics',
  'customMetrics',
  'extraMetrics',
  'additionalMetrics',
  'autoscalingTemplate',
];

/** The utilisation targets that are set, in the chart's own keys and in lists of metrics. Empty text and null are none. */
export function utilizationTargets({ node, path }: Autoscaler): readonly UtilizationTarget[] {
  const keys = spellings.flatMap(([resource, keys]) => {
    const target = nodeAt(node, keys);
    return target && isSet(target) ? [targetAt(resource, [...path, ...keys], target)] : [];
  });
  const listed = metricItems({ node, path }).flatMap(({ item, at }) => {
    const name = textAt(item, ['resource', 'name']);
    const keys = ['resource', 'target', 'averageUtilization'];
    const target = nodeAt(item, keys);
    return (name === 'cpu' || name === 'memory') && target && isSet(target)
      ? [targetAt(name, [...at, ...keys], target)]
      : [];
  });
  return [...keys, ...listed];
}

/** The items of the lists of metrics of an autoscaler. */
export function metricItems({
  node,
  path,
}: Pick<Autoscaler, 'node' | 'path'>): readonly { readonly item: MapNode; readonly at: Path }[] {
  return metricLists.flatMap(name => {
    const list = node.entries.get(name)?.value;
    return list?.kind === 'list'
      ? list.items.flatMap((item, index) => (item.kind === 'map' ? [{ item, at: [...path, name, index] }] : []))
      : [];
  });
}

/** Whether the autoscaler has anything besides targets for CPU and memory to go by, or something that cannot be read. */
export const hasOtherMetrics = (autoscaler: Autoscaler): boolean =>
  [...metricLists, 'triggers', 'custom', 'customRules', 'metric', 'targets', 'external'].some(name => {
    const value = autoscaler.node.entries.get(name)?.value;
    return (
      value !== undefined &&
      isSet(value) &&
      !(value.kind === 'list' && value.items.every(item => isResourceMetric(item)))
    );
  });

const isResourceMetric = (item: ValueNode): boolean => textAt(item, ['type']) === 'Resource';

/** The text at `keys`; undefined for anything else. */
export function textAt(node: ValueNode | undefined, keys: Path): string | undefined {
  const found = nodeAt(node, keys);
  return found?.kind === 'scalar' && typeof found.value === 'string' ? found.value : undefined;
}

const isSet = (node: ValueNode): boolean =>
  node.kind === 'scalar'
    ? !isAbsent(node.value) && node.value !== '' && node.value !== false
    : (node.kind === 'list' ? node.items.length : node.entries.size) > 0;

function targetAt(resource: 'cpu' | 'memory', path: Path, node: ValueNode): UtilizationTarget {
  const value = node.kind === 'scalar' && !isTemplated(node) ? wholeNumber(node.value) : undefined;
  return { resource, path, node, value };
}

/** The `behavior` of an autoscaler with rules for a direction, where it is written. */
export function scalingRules(
  { node, path }: Autoscaler,
  direction: 'scaleUp' | 'scaleDown',
): { readonly rules: MapNode; readonly at: Path } | undefined {
  for (const name of ['behavior', 'scalingBehavior', 'hpaBehavior']) {
    const rules = nodeAt(node, [name, direction]);
    if (rules?.kind === 'map') {
      return { rules, at: [...path, name, direction] };
    }
  }
  return undefined;
}
