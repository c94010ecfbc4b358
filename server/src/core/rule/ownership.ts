import { isNull, nodeAt } from '../values/node.ts';
import type { Operation } from '../values/operation.ts';
import type { Path } from '../values/path.ts';
import type { RuleContext } from './rule.ts';

/** Whether one of the user's files sets any of these; what nobody wrote is the chart's business. */
export const ownsAny = ({ isOwn }: RuleContext, paths: readonly (Path | undefined)[]): boolean =>
  paths.some(path => path !== undefined && isOwn(path));

/**
 * Takes a setting away: the entry itself where the user's file is the only one that has it, `null` where a file below
 * or the chart would otherwise set it again.
 */
export function unset({ stack }: RuleContext, path: Path): Operation {
  const setters = [stack.defaults, ...stack.layers.map(layer => layer.root)].filter(root => {
    const node = nodeAt(root, path);
    return node !== undefined && !isNull(node);
  });
  const top = stack.layers.at(-1)?.root;
  const onlyHere = setters.length === 1 && nodeAt(top, path) !== undefined;
  return onlyHere || setters.length === 0 ? { op: 'remove', path } : { op: 'set', path, value: null };
}

/** Whether the chart itself has the key in its defaults: it surely reads it then. */
export const hasDefault = ({ stack }: RuleContext, path: Path): boolean => nodeAt(stack.defaults, path) !== undefined;

/**
 * Whether what a file does not say is really not set: the chart's defaults are known, or the file is all there is and
 * its name does not make it an overlay.
 */
export function standsAlone({ complete, stack }: RuleContext): boolean {
  const name = stack.layers.at(-1)?.uri.split('/').at(-1) ?? '';
  return (
    complete ||
    (stack.layers.length === 1 && !/values[-_.][^.]+\.ya?ml$|^(?!values)[^.]+[-_.]values\.ya?ml$/i.test(name))
  );
}

/** Whether the file is the values.yaml of the chart at hand: what stands there has been installed as it is. */
export const isOwnOfChart = ({ stack }: RuleContext): boolean =>
  stack.documents.filter(({ uri }) => uri === stack.layers.at(-1)?.uri).length > 1;
