import { mapOf } from '../kit/json.ts';
import { type Requirement, readRequirements } from '../kit/label-selector.ts';
import { readToleration, type Toleration } from '../kit/toleration.ts';
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
  readonly alternatives: readonly (readonly PlacedRequirement[])[];
}

/** A requirement, and where its value stands: the entry of a node selector, or the item of `matchExpressions`. */
export interface PlacedRequirement extends Requirement {
  readonly path: Path;
}

const terms = ['nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'];

/** All pods that the user's own files bind to nodes, without those in switched-off sections and those that a template binds. */
export const placementsOf = ({ once }: RuleContext): readonly Placement[] => once(readPlacements);

function readPlacements(context: RuleContext): readonly Placement[] {
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
        title: component ? titleOf(component) : formatPath(path) || 'This chart',
        path,
        tolerations: component?.tolerations ?? [
          ...path,
          nodeAt(at(path), ['tolerations']) ? 'tolerations' : (listsBeside(at(path))[0] ?? 'tolerations'),
        ],
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
function alternativesOf(
  selector: ValueNode | undefined,
  affinity: ValueNode | undefined,
): Placement['alternatives'] | undefined {
  const list = nodeAt(affinity, terms);
  if (isTemplated(selector) || isTemplated(affinity) || hasTemplates(nodeAt(affinity, ['nodeAffinity']))) {
    return undefined;
  }
  const common = allKnown(
    selector?.kind === 'map' ? [...selector.entries].map(([key, { value }]) => requirementOf(key, value)) : [],
  );
  if (list?.kind !== 'list' || list.items.length === 0) {
    return common && common.length > 0 ? [common] : undefined;
  }
  const alternatives = allKnown(list.items.map(requirementsOf));
  return common && alternatives?.map(requirements => [...common, ...requirements]);
}

function requirementOf(key: string, value: ValueNode): PlacedRequirement | undefined {
  return value.kind === 'scalar' && !isTemplated(value) && value.value !== null
    ? { key, operator: 'In', values: [String(value.value)], path: value.path }
    : undefined;
}

function requirementsOf(term: ValueNode): readonly PlacedRequirement[] | undefined {
  const requirements = readRequirements(mapOf(toJson(term))?.matchExpressions);
  return requirements?.map((requirement, index) => ({
    ...requirement,
    path: [...term.path, 'matchExpressions', index],
  }));
}

const allKnown = <T>(items: readonly (T | undefined)[]): readonly T[] | undefined => {
  const known = items.filter(item => item !== undefined);
  return known.length === items.length ? known : undefined;
};

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
    ...listsBeside(context.at(path)).map(key => [...path, key]),
    ...around,
    context.path('global.tolerations'),
    context.path('defaultPodOptions.tolerations'),
  ];
  return allKnown(lists.flatMap(place => readList(context.at(place))));
}

/** `extraTolerations` and the like, which charts add to their own tolerations. */
const listsBeside = (holder: ValueNode | undefined): readonly string[] =>
  holder?.kind === 'map' ? [...holder.entries.keys()].filter(key => /\wTolerations$/.test(key)) : [];

/** The tolerations of a list, undefined for one that is filled in later; of anything else but an empty value, one that is not known. */
export function readList(node: ValueNode | undefined): readonly (Toleration | undefined)[] {
  if (node === undefined || isNull(node)) {
    return [];
  }
  return node.kind === 'list' ? node.items.map(item => readToleration(toJson(item))) : [undefined];
}
