import type { TaintSource } from './taint.ts';
import { type Datum, datumAt, fieldOf, type MapDatum, textOf } from './tree/datum.ts';

/** Where pools say the most nodes that they may have: the upper bound of their autoscaler first, a fixed number last. */
const bounds: readonly string[] = [
  'autoscaling.total_max_node_count',
  'autoscaling.totalMaxNodeCount',
  'total_max_count',
  'scaling_config.max_size',
  'scalingConfig.maxSize',
  'spec.maxSize',
  'max_size',
  'maxSize',
  'max_count',
  'maxCount',
  'max_nodes',
  'maximum',
];
const fixed: readonly string[] = [
  'node_config_details.size',
  'size',
  'node_count',
  'nodeCount',
  'desired_size',
  'desiredCapacity',
  'desired_capacity',
];
/** Fields that say that a number is only where an autoscaler begins. */
const scales: readonly string[] = [
  'autoscaling',
  'autoScaling',
  'auto_scale',
  'auto_scaling_enabled',
  'enable_auto_scaling',
  'enableAutoScaling',
  'autoscale',
  'auto_scaling',
  'scaling_config',
  'scalingConfig',
];

/**
 * The most nodes that a pool may have; null when that is not written out. Google counts per zone, so only its totals
 * say anything; a Node object is one node.
 */
export function mostNodes(map: MapDatum, source: TaintSource): number | null {
  if (source === 'node') {
    return 1;
  }
  if (fieldOf(map, 'count') !== undefined || fieldOf(map, 'for_each') !== undefined) {
    return null; // So many pools, not nodes.
  }
  const perZone = source === 'terraform-gke' || source === 'config-connector' || source === 'crossplane';
  const names = perZone ? bounds.filter(name => /total/i.test(name)) : bounds;
  const bound = firstOf(map, names);
  if (bound !== undefined) {
    return numberOf(bound);
  }
  const scaled = scales.some(name => fieldOf(map, name) !== undefined && textOf(fieldOf(map, name)) !== 'false');
  return perZone || scaled ? null : numberOf(firstOf(map, fixed));
}

const firstOf = (map: MapDatum, names: readonly string[]): Datum | undefined =>
  names.map(name => datumAt(map, name)).find(datum => datum !== undefined);

function numberOf(datum: Datum | undefined): number | null {
  const text = textOf(datum) ?? (datum?.kind === 'expression' ? datum.raw : '');
  return /^\d{1,5}$/.test(text) ? Number(text) : null;
}
