import type { TaintIndex } from '../taint/index.ts';
import type { DeclaredTaint } from '../taint/taint.ts';
import { nodeAt, type ValueNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';

/**
 * What node pools of the workspace have to say at a path: keys, values and effects of their taints in a toleration,
 * their labels in `nodeSelector` and `matchExpressions`. What stands there already narrows it down.
 */
export function nodeValues(index: TaintIndex, values: ValueNode | undefined, path: Path): readonly string[] {
  const [field, at, list] = path.toReversed();
  if (list !== undefined && typeof at === 'number' && /tolerations$/i.test(String(list))) {
    return tolerationValues(index, nodeAt(values, path.slice(0, -1)), field);
  }
  if (at === 'nodeSelector') {
    return labelValues(index, String(field));
  }
  const inNodeAffinity = path.includes('nodeAffinity');
  if (inNodeAffinity && list === 'matchExpressions' && field === 'key') {
    return labelKeys(index);
  }
  const isItem = typeof field === 'number' && at === 'values';
  return inNodeAffinity && isItem ? labelValues(index, textAt(nodeAt(values, path.slice(0, -2)), 'key') ?? '') : [];
}

/** Keys that a map may get: labels of nodes in a `nodeSelector`. */
export const nodeKeys = (index: TaintIndex, path: Path): readonly string[] =>
  path.at(-1) === 'nodeSelector' ? labelKeys(index) : [];

/** Whether an item of the list at the cursor is the value of a node label: it is no map. */
export const isLabelItem = (path: Path): boolean =>
  path.includes('nodeAffinity') && path.at(-2) === 'values' && typeof path.at(-1) === 'number';

function tolerationValues(index: TaintIndex, item: ValueNode | undefined, field: unknown): readonly string[] {
  if (field !== 'key' && field !== 'value' && field !== 'effect') {
    return [];
  }
  const fits = (taint: DeclaredTaint, name: 'key' | 'value') => {
    const written = name === field ? undefined : textAt(item, name);
    return written === undefined || written === '' || taint[name] === written;
  };
  const declared = index.taints.filter(taint => !taint.templated && !taint.startup);
  const narrowed = declared.filter(taint => fits(taint, 'key') && fits(taint, 'value'));
  const chosen = narrowed.length > 0 ? narrowed : declared;
  return texts(chosen.map(taint => taint[field]));
}

const labelKeys = (index: TaintIndex): readonly string[] =>
  texts(index.labels.map(label => (label.templated ? null : label.key)));

const labelValues = (index: TaintIndex, key: string): readonly string[] =>
  texts(index.labels.map(label => (label.key === key && !label.templated ? label.value : null)));

const texts = (given: readonly (string | null)[]): readonly string[] => [
  ...new Set(given.flatMap(text => (text === null || text === '' ? [] : [text]))),
];

function textAt(node: ValueNode | undefined, name: string): string | undefined {
  const value = nodeAt(node, [name]);
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}
