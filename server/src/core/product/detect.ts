import { nodeAt, type ValueNode } from '../values/node.ts';
import { type KnownProduct, knownProducts } from './catalog.ts';

export interface Detection {
  readonly product: KnownProduct;
  readonly score: number;
  /** The keys that gave it away, the most telling first. */
  readonly by: readonly string[];
  /** Another product that fits as well. */
  readonly rival?: KnownProduct;
}

/** Fewer points than this are a coincidence. */
const enough = 3;

/** The product whose keys these values hold; undefined when none is clearly meant. */
export function detectProduct(root: ValueNode | undefined): Detection | undefined {
  if (root?.kind !== 'map') {
    return undefined;
  }
  const scored = knownProducts
    .map(product => {
      const by = Object.entries(product.signs).filter(([sign]) => holds(root, sign.split('.')));
      by.sort((a, b) => b[1] - a[1]);
      return {
        product,
        score: by.reduce((sum, [, points]) => sum + points, 0),
        by: by.filter(([, points]) => points > 0).map(([sign]) => sign),
      };
    })
    .filter(({ score }) => score >= enough)
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  return best && (second?.score === best.score ? { ...best, rival: second.product } : best);
}

/** A section that only says `enabled: false` tells what the chart is not. */
function holds(root: ValueNode, path: readonly string[]): boolean {
  const node = nodeAt(root, path);
  const off = node?.kind === 'map' && node.entries.size === 1 ? nodeAt(node, ['enabled']) : undefined;
  return node !== undefined && !(off?.kind === 'scalar' && off.value === false);
}
