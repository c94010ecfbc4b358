import { type JsonMap, mapOf } from '../../kit/json.ts';
import { type Labels, meetsRequirement, requirementsOf } from '../../kit/label-selector.ts';
import type { JsonValue } from '../../product/table.ts';
import { nodeAt, toJson, type ValueNode } from '../../values/node.ts';
import type { Operation } from '../../values/operation.ts';
import type { Path } from '../../values/path.ts';
import { hasTemplates } from './read.ts';

export const hostnameKey = 'kubernetes.io/hostname';
export const zoneKey = 'topology.kubernetes.io/zone';
const zoneKeys: readonly string[] = [zoneKey, 'failure-domain.beta.kubernetes.io/zone'];
const requiredList = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferredList = 'preferredDuringSchedulingIgnoredDuringExecution';

/** One pod anti-affinity term. */
export interface SpreadTerm {
  readonly required: boolean;
  readonly topologyKey: string;
  readonly selector: JsonMap | undefined;
  readonly selectorPath: Path;
}

/** The pod anti-affinity terms of an `affinity`; undefined when some part of it is filled in later. */
export function antiAffinityTerms(affinity: ValueNode | undefined): readonly SpreadTerm[] | undefined {
  const block = nodeAt(affinity, ['podAntiAffinity']);
  if (hasTemplates(block) || (affinity?.kind === 'scalar' && affinity.value !== null)) {
    return undefined;
  }
  return [requiredList, preferredList].flatMap(name => {
    const list = nodeAt(block, [name]);
    return (list?.kind === 'list' ? list.items : []).map((item): SpreadTerm => {
      const required = name === requiredList;
      const term = required ? item : nodeAt(item, ['podAffinityTerm']);
      const inner = required ? [] : ['podAffinityTerm'];
      return {
        required,
        topologyKey: String(toJson(nodeAt(term, ['topologyKey'])) ?? ''),
        selector: mapOf(toJson(nodeAt(term, ['labelSelector']))),
        selectorPath: [...item.path, ...inner, 'labelSelector'],
      };
    });
  });
}

/** A required term that keeps pods on different nodes: different zones are different nodes too. */
export const separatesNodes = ({ required, topologyKey }: SpreadTerm): boolean =>
  required && (topologyKey === hostnameKey || zoneKeys.includes(topologyKey));

export const spreadsZones = ({ topologyKey }: SpreadTerm): boolean => zoneKeys.includes(topologyKey);

/** Whether the selector of a term can select pods with this label, whatever other labels they have. */
export function maySelect({ selector }: SpreadTerm, label: string, value: string): boolean {
  const requirements = selector && requirementsOf(selector);
  const labels: Labels = { [label]: value };
  return requirements === undefined
    ? selector !== undefined
    : requirements.every(requirement => requirement.key !== label || meetsRequirement(requirement, labels));
}

/** Selects the pods of a component, in the way the guide of its product writes it. */
export type Selector = { readonly [key: string]: JsonValue };

/** Never two pods on one node. */
export const apartOnNodes = (affinity: Path, labelSelector: Selector): Operation => ({
  op: 'append',
  path: [...affinity, 'podAntiAffinity', requiredList],
  items: [{ labelSelector, topologyKey: hostnameKey }],
});

/** Different zones where the cluster has them. */
export const preferZones = (affinity: Path, labelSelector: Selector): Operation => ({
  op: 'append',
  path: [...affinity, 'podAntiAffinity', preferredList],
  items: [preferred(labelSelector, zoneKey)],
});

/** Different nodes and zones as far as there is room. Replaces the preferences that there are. */
export const preferNodesAndZones = (affinity: Path, labelSelector: Selector): Operation => ({
  op: 'set',
  path: [...affinity, 'podAntiAffinity', preferredList],
  value: [preferred(labelSelector, hostnameKey), preferred(labelSelector, zoneKey)],
});

const preferred = (labelSelector: Selector, topologyKey: string): JsonValue => ({
  weight: 100,
  podAffinityTerm: { labelSelector, topologyKey },
});
