import { type JsonMap, mapOf } from '../kit/json.ts';
import { isTemplated, type MapNode, nodeAt, type ScalarNode, toJson, type ValueNode } from '../values/node.ts';
import { type Path, startsWith } from '../values/path.ts';
import type { Component } from './component.ts';
import type { RuleContext } from './rule.ts';

/** The scalars of these names that one of the user's files sets, without templates and switched-off sections. */
export const ownScalars = ({ select, isOwn }: RuleContext, names: readonly string[]): readonly ScalarNode[] =>
  names
    .flatMap(name => select(`**.${name}`))
    .flatMap(node => (node.kind === 'scalar' && !isTemplated(node) && isOwn(node.path) ? [node] : []));

/** Every scalar that one of the user's files sets, without templates and switched-off sections. */
export const allOwnScalars = ({ once }: RuleContext): readonly ScalarNode[] => once(readScalars);

const readScalars = (context: RuleContext): readonly ScalarNode[] => ownScalars(context, ['**']);

/** The maps of these names of which one of the user's files sets something. */
export const ownMaps = ({ select, isOwn }: RuleContext, names: readonly string[]): readonly MapNode[] =>
  names.flatMap(name => select(`**.${name}`)).flatMap(node => (node.kind === 'map' && isOwn(node.path) ? [node] : []));

/** The plain JSON of a map; empty for anything else. */
export const fieldsOf = (node: ValueNode | undefined): JsonMap => mapOf(toJson(node)) ?? {};

/** The scalar of this name in a map, when it is known: set, and no template. */
export function scalarIn(map: ValueNode | undefined, name: string): ScalarNode | undefined {
  const node = nodeAt(map, [name]);
  return node?.kind === 'scalar' && !isTemplated(node) ? node : undefined;
}

/** The map around the value at this path. */
export function mapAround({ stack }: RuleContext, path: Path): MapNode | undefined {
  const node = nodeAt(stack.effective, path.slice(0, -1));
  return node?.kind === 'map' ? node : undefined;
}

/** The innermost component that the value at this path belongs to. */
export const componentAround = ({ components }: RuleContext, path: Path): Component | undefined =>
  components
    .filter(component => startsWith(path, component.path))
    .reduce<Component | undefined>(
      (inner, component) => (inner && inner.path.length > component.path.length ? inner : component),
      undefined,
    );

/** Not set, null, or an empty text, map or list. */
export const isEmptyNode = (node: ValueNode | undefined): boolean =>
  node === undefined ||
  (node.kind === 'scalar'
    ? node.value === null || node.value === ''
    : node.kind === 'map'
      ? node.entries.size === 0
      : node.items.length === 0);
