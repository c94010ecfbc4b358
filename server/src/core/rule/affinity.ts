import { type JsonMap, mapOf } from '../kit/json.ts';
import { type Requirement, readRequirements, requirementsOf } from '../kit/label-selector.ts';
import { isTemplated, type ListNode, type MapNode, nodeAt, toJson, type ValueNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import type { Component } from './component.ts';
import type { RuleContext } from './rule.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

/** A rule about which pods to be near to or away from. */
export interface PodTerm {
  readonly term: MapNode;
  /** Of the term itself. */
  readonly path: Path;
  /** Of the item of the list: the term, or the weight and the term. */
  readonly item: Path;
  readonly list: Path;
  readonly required: boolean;
  readonly anti: boolean;
  readonly topologyKey: string | undefined;
}

/** The terms of a `podAffinity` or `podAntiAffinity` map. */
export function podTermsIn(node: ValueNode | undefined, anti: boolean): readonly PodTerm[] {
  return [required, preferred].flatMap(name => {
    const list = nodeAt(node, [name]);
    return list?.kind === 'list' ? list.items.flatMap(item => podTermOf(item, list, name === required, anti)) : [];
  });
}

function podTermOf(item: ValueNode, list: ListNode, isRequired: boolean, anti: boolean): readonly PodTerm[] {
  const term = isRequired ? item : nodeAt(item, ['podAffinityTerm']);
  const key = nodeAt(term, ['topologyKey']);
  const topologyKey = key?.kind === 'scalar' && typeof key.value === 'string' ? key.value : undefined;
  return term?.kind === 'map'
    ? [{ term, path: term.path, item: item.path, list: list.path, required: isRequired, anti, topologyKey }]
    : [];
}

/** All terms of the user's own lists, without those in switched-off sections. */
export const ownPodTerms = ({ select, isOwn }: RuleContext): readonly PodTerm[] =>
  (['podAntiAffinity', 'podAffinity'] as const)
    .flatMap(name => select(`**.${name}`).flatMap(node => podTermsIn(node, name === 'podAntiAffinity')))
    .filter(({ list }) => isOwn(list));

/** The anti-affinity terms of a component; undefined when its affinity is a template. */
export function antiAffinityOf({ at }: RuleContext, { affinity }: Component): readonly PodTerm[] | undefined {
  const node = affinity && at(affinity);
  return isTemplated(node) || hasTemplate(node) ? undefined : podTermsIn(nodeAt(node, ['podAntiAffinity']), true);
}

const hasTemplate = (node: ValueNode | undefined): boolean => isTemplated(nodeAt(node, ['podAntiAffinity']));

/** A topology key and the labels that stand for nodes and zones. */
export const isHostname = (key: unknown): boolean => key === 'kubernetes.io/hostname';
export const isZone = (key: unknown): boolean =>
  key === 'topology.kubernetes.io/zone' || key === 'failure-domain.beta.kubernetes.io/zone';

/** The spread constraints of a component; undefined when they cannot be read. */
export function spreadOf({ at }: RuleContext, { spread }: Component): readonly JsonMap[] | undefined {
  const node = spread && at(spread);
  if (node === undefined || (node.kind === 'scalar' && (node.value === null || node.value === ''))) {
    return [];
  }
  return node.kind === 'list' ? node.items.map(item => mapOf(toJson(item)) ?? {}) : undefined;
}

/** What a node must have for the component's pods. */
export interface NodeRequirement extends Requirement {
  /** Of the entry of `nodeSelector`, or of the item of `matchExpressions`. */
  readonly path: Path;
}

/** What `nodeSelector` and required node affinity ask of a node; undefined when a template takes part. */
export function nodeRequirementsOf(
  { at }: RuleContext,
  { nodeSelector, affinity }: Component,
): readonly NodeRequirement[] | undefined {
  const selector = nodeSelector && at(nodeSelector);
  const terms = affinity && at([...affinity, 'nodeAffinity', required, 'nodeSelectorTerms']);
  if ([selector, terms, affinity && at(affinity)].some(isTemplated)) {
    return undefined;
  }
  const labels =
    selector?.kind === 'map'
      ? [...selector.entries].map(([key, { value }]) => ({
          key,
          operator: 'In',
          values: value.kind === 'scalar' ? [String(value.value)] : [],
          path: value.path,
        }))
      : [];
  return [...labels, ...(terms?.kind === 'list' ? terms.items.flatMap(expressionsOf) : [])];
}

function expressionsOf(term: ValueNode): readonly NodeRequirement[] {
  const list = nodeAt(term, ['matchExpressions']);
  return list?.kind === 'list'
    ? list.items.flatMap(item =>
        (readRequirements([toJson(item)]) ?? []).map(requirement => ({ ...requirement, path: item.path })),
      )
    : [];
}

/** The labels that a term's selector asks for; undefined when it has none or cannot be read. */
export function selectorOf({ term }: PodTerm): readonly Requirement[] | undefined {
  const selector = mapOf(toJson(nodeAt(term, ['labelSelector'])));
  return selector && requirementsOf(selector);
}
