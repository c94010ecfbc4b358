import { mapOf } from '../kit/json.ts';
import { type Requirement, readRequirements } from '../kit/label-selector.ts';
import { readToleration, type Toleration } from '../kit/toleration.ts';
import type { Alternatives } from '../taint/pool-match.ts';
import { isNull, isTemplated, nodeAt, toJson, type ValueNode } from '../values/node.ts';
import { formatPath, type Path, samePath } from '../values/path.ts';
import { titleOf } from './component.ts';
import { hasTemplates } from './remedies/read.ts';
import type { RuleContext } from './rule.ts';

/** Pods that the values bind to some nodes, by a node selector or a required node affinity. */
export interface Placement {
  /** What messages call them. */
  readonly title: string;
  readonly path: Path;
  /** Where their tolerations stand, or would stand. */
  readonly tolerations: Path;
  /** Of what binds them. */
  readonly binding: Path;
  readonly alternatives: Alternatives;
}

const terms = ['nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'];

/** All pods that the user's own files bind to nodes, without those in switched-off sections and those that a template binds. */
export function placementsOf(context: RuleContext): readonly Placement[] {
  const placements = new Map<string, Placement>();
  for (const node of [...context.select('**.nodeSelector'), ...context.select('**.affinity')]) {
    const path = node.path.slice(0, -1);
    const identity = formatPath(path);
    const placement = placements.has(identity) ? undefined : placementAt(context, path);
    if (placement) {
      placements.set(identity, placement);
    }
  }
  return [...placements.values()];
}

function placementAt(context: RuleContext, path: Path): Placement | undefined {
  const { at, isOwn } = context;
  const component = context.components.find(({ nodeSelector, affinity }) =>
    [nodeSelector, affinity].some(place => place && samePath(place.slice(0, -1), path)),
  );
  // The components of Spaces are listed with all that a version takes: one without tolerations cannot have any.
  const takesNone = context.product?.family === 'spaces' && component !== undefined && !component.tolerations;
  if (component?.enabled === false || takesNone) {
    return undefined;
  }
  const [selectorPath, affinityPath] = [
    [...path, 'nodeSelector'],
    [...path, 'affinity'],
  ];
  const alternatives = alternativesOf(at(selectorPath), at(affinityPath));
  const binding = [selectorPath, [...affinityPath, ...terms]].find(
    place => isOwn(place) && at(place) !== undefined && !isEmpty(at(place)),
  );
  return alternatives && binding
    ? {
        title: component ? titleOf(component) : formatPath(path) || (context.components[0]?.name ?? 'the pods'),
        path,
        tolerations: component?.tolerations ?? [...path, 'tolerations'],
        binding,
        alternatives,
      }
    : undefined;
}

const isEmpty = (node: ValueNode | undefined): boolean =>
  isNull(node) ||
  (node?.kind === 'map' && node.entries.size === 0) ||
  (node?.kind === 'list' && node.items.length === 0);

/** What both together ask of a node; undefined when a template takes part, or something is not written as the API wants it. */
function alternativesOf(selector: ValueNode | undefined, affinity: ValueNode | undefined): Alternatives | undefined {
  const list = nodeAt(affinity, terms);
  if (isTemplated(selector) || isTemplated(affinity) || hasTemplates(nodeAt(affinity, ['nodeAffinity']))) {
    return undefined;
  }
  const common =
    selector?.kind === 'map' ? [...selector.entries].map(([key, { value }]) => requirementOf(key, value)) : [];
  const known = common.filter(requirement => requirement !== undefined);
  if (known.length < common.length) {
    return undefined;
  }
  if (list?.kind !== 'list' || list.items.length === 0) {
    return known.length > 0 ? [known] : undefined;
  }
  const alternatives = list.items.map(term => readRequirements(mapOf(toJson(term))?.matchExpressions));
  const readable = alternatives.filter(requirements => requirements !== undefined);
  return readable.length === alternatives.length
    ? readable.map(requirements => [...known, ...requirements])
    : undefined;
}

function requirementOf(key: string, value: ValueNode): Requirement | undefined {
  return value.kind === 'scalar' && !isTemplated(value) && value.value !== null
    ? { key, operator: 'In', values: [String(value.value)] }
    : undefined;
}

/**
 * The tolerations that count for the pods; undefined when one is filled in later. Charts hand those of a section, or of
 * `global`, down to what is in it: they count too.
 */
export function tolerationsFor(
  context: RuleContext,
  { path, tolerations }: Placement,
): readonly Toleration[] | undefined {
  const around = path.map((_, depth) => [...path.slice(0, depth), 'tolerations']);
  const lists = [
    tolerations,
    ...around,
    context.path('global.tolerations'),
    context.path('defaultPodOptions.tolerations'),
  ];
  const all = lists.flatMap(place => readList(context.at(place)));
  const known = all.filter(toleration => toleration !== undefined);
  return known.length === all.length ? known : undefined;
}

function readList(node: ValueNode | undefined): readonly (Toleration | undefined)[] {
  if (node === undefined || isNull(node)) {
    return [];
  }
  return node.kind === 'list' ? node.items.map(item => readToleration(toJson(item))) : [undefined];
}
