import { isTemplated, type MapNode, type ScalarNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import type { RuleContext } from './rule.ts';

/** A `resources` block of a container: it holds requests or limits. */
export interface ResourceBlock {
  readonly node: MapNode;
  readonly path: Path;
  readonly amounts: readonly Amount[];
}

/** One request or limit that is written down, and no template. */
export interface Amount {
  readonly side: 'requests' | 'limits';
  /** `cpu`, `memory` … */
  readonly resource: string;
  readonly path: Path;
  readonly node: ScalarNode;
  readonly value: string | number;
}

/** The `resources` maps of the values that hold requests or limits, without those in switched-off sections. */
export const resourceBlocks = ({ once }: RuleContext): readonly ResourceBlock[] => once(readBlocks);

function readBlocks({ select }: RuleContext): readonly ResourceBlock[] {
  return select('**.resources').flatMap(node =>
    node.kind === 'map' && (isMap(node, 'requests') || isMap(node, 'limits'))
      ? [{ node, path: node.path, amounts: readAmounts(node) }]
      : [],
  );
}

const isMap = (node: MapNode, name: string): boolean => node.entries.get(name)?.value.kind === 'map';

/** The amounts of a block that are written down; null, templates and nested maps are left out. */
export const amountsOf = ({ amounts }: ResourceBlock): readonly Amount[] => amounts;

function readAmounts({ path, entries }: MapNode): readonly Amount[] {
  return (['requests', 'limits'] as const).flatMap(side => {
    const map = entries.get(side)?.value;
    return map?.kind === 'map'
      ? [...map.entries].flatMap(([resource, { value }]) =>
          value.kind === 'scalar' &&
          !isTemplated(value) &&
          (typeof value.value === 'string' || typeof value.value === 'number')
            ? [{ side, resource, path: [...path, side, resource], node: value, value: value.value }]
            : [],
        )
      : [];
  });
}

/** Amounts that are counted in bytes. */
export const isBytes = (resource: string): boolean => resource === 'memory' || resource === 'ephemeral-storage';
