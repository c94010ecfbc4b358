import { type JsonMap, mapOf } from '../kit/json.ts';
import { isTemplated, type ListNode, type MapNode, toJson } from '../values/node.ts';
import type { RuleContext } from './rule.ts';

/** One item of a list of topology spread constraints that one of the user's files writes. */
export interface ListedConstraint {
  readonly node: MapNode;
  readonly fields: JsonMap;
}

/** The user's own lists of topology spread constraints; items that are no maps are left out. */
export const ownSpreadLists = ({
  select,
  isOwn,
}: RuleContext): readonly { readonly list: ListNode; readonly constraints: readonly ListedConstraint[] }[] =>
  select('**.topologySpreadConstraints').flatMap(list =>
    list.kind === 'list' && isOwn(list.path)
      ? [
          {
            list,
            constraints: list.items.flatMap(node =>
              node.kind === 'map' && ![...node.entries.values()].some(({ value }) => isTemplated(value))
                ? [{ node, fields: mapOf(toJson(node)) ?? {} }]
                : [],
            ),
          },
        ]
      : [],
  );
