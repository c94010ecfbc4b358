import type { Span } from '../text/span.ts';
import type { ScalarNode } from '../values/node.ts';
import type { Relocation } from './relocate.ts';

/** A text whose template expressions are covered by plain letters, so that it can be read as YAML. */
export interface Masked {
  /** As long as the original, with line breaks at the same places. */
  readonly text: string;
  /** The covered places, in order. */
  readonly spans: readonly Span[];
  /** Whole lines were taken out: branches of an `if` may now stand side by side. */
  readonly branches: boolean;
}

const expression = /\{\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}\}/g;

/** Covers `{{ … }}`: a line that holds nothing else disappears, inside a line a word takes its place. */
export function maskTemplates(text: string): Masked {
  const spans: Span[] = [];
  let branches = false;
  const masked = text.replace(expression, (found, start: number) => {
    const end = start + found.length;
    const alone = isBlank(text, text.lastIndexOf('\n', start - 1) + 1, start) && isBlank(text, end, lineEnd(text, end));
    branches ||= alone || found.includes('\n');
    spans.push({ start, end });
    return found.replace(/[^\r\n]/g, alone || found.includes('\n') ? ' ' : 'x');
  });
  return { text: masked, spans, branches };
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

const isBlank = (text: string, start: number, end: number): boolean => text.slice(start, end).trim() === '';

/** Gives the scalars and keys of a masked text (at `offset` in `text`) what really stands there. */
export function unmasking(text: string, { spans }: Masked, offset: number): Pick<Relocation, 'scalar' | 'key'> {
  const covered = ({ start, end }: Span) => {
    let [low, high] = [0, spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spans[middle]?.end ?? 0) + offset <= start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const first = spans[low];
    return first !== undefined && first.start + offset < end;
  };
  const written = ({ start, end }: Span) => text.slice(start, end).replace(/^(["'])([\s\S]*)\1$/, '$2');
  return {
    scalar: (node: ScalarNode) =>
      covered(node.site.span) ? { ...node, value: written(node.site.span), source: written(node.site.span) } : node,
    key: (name, span) => (covered(span) ? written(span) : name),
  };
}
