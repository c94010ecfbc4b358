import { isTemplated, type ScalarNode } from '../../values/node.ts';
import type { RuleContext } from '../rule.ts';

/** A command line flag in a list of arguments. */
export interface Flag {
  readonly name: string;
  /** Undefined when the flag stands alone. */
  readonly value: string | undefined;
  readonly node: ScalarNode;
}

/** The flags of the list at `path` (`kcp.extraFlags`); undefined when some of it is filled in later. */
export function flagsAt({ at }: RuleContext, path: string): readonly Flag[] | undefined {
  const list = at(path);
  if (list === undefined || (list.kind === 'scalar' && list.value === null)) {
    return [];
  }
  const items = list.kind === 'list' ? list.items : [list];
  if (items.some(isTemplated) || list.kind === 'scalar') {
    return undefined;
  }
  return items.flatMap(node => {
    const match = node.kind === 'scalar' ? /^--?([A-Za-z][\w-]*)(?:[= ](.*))?$/s.exec(String(node.value)) : null;
    return node.kind === 'scalar' && match?.[1] !== undefined ? [{ name: match[1], value: match[2], node }] : [];
  });
}
