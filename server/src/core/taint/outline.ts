import { collect } from './collect.ts';
import { type Findings, placedTaint, shifted, together } from './finding.ts';
import { isTaintField } from './names.ts';
import type { TaintSource } from './taint.ts';
import { mask } from './template.ts';
import { type HclReader, readHcl } from './tree/hcl.ts';
import { readYaml } from './tree/yaml.ts';

const FIELD = /^([ \t]*(?:- +)*)(["']?)([\w-]{5,40})\2[ \t]*:/;

/** A file with more fields than this is no file of node pools. */
const MOST_FIELDS = 2000;

/** How far above a field its pool's name is looked for. */
const LINES_ABOVE = 200;

/**
 * Where a document is no YAML (a template that only its tool can render, a draft in a guide): the blocks under fields named
 * for taints, each read on its own.
 */
export function readOutline(text: string, source: TaintSource): Findings {
  const lines = mask(text).split('\n');
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  let fields = 0;
  const taints = lines.flatMap((line, index) => {
    const match = line.length < 2000 && fields < MOST_FIELDS ? FIELD.exec(line) : null;
    if (!match || !isTaintField(match[3] ?? '')) {
      return [];
    }
    fields++;
    const last = blockEnd(lines, index, (match[1] ?? '').length);
    const from = starts[index] ?? 0;
    const lead = (match[1] ?? '').length;
    const body = ' '.repeat(lead) + text.slice(from + lead, starts[last] ?? text.length);
    const pool = nameAbove(lines, index, lead);
    return readYaml(body).flatMap(
      document =>
        shifted(
          {
            taints: collect(document.root).taints.map(draft => placedTaint(draft, pool, source)),
            labels: [],
            pools: [],
          },
          from,
        ).taints,
    );
  });
  return { taints, labels: [], pools: [] };
}

/** The first line after the field that is neither deeper nor an item of its list. */
function blockEnd(lines: readonly string[], field: number, indent: number): number {
  for (let at = field + 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const own = line.search(/\S/);
    if (own !== -1 && !line.trimStart().startsWith('#') && (own < indent || (own === indent && line[own] !== '-'))) {
      return at;
    }
  }
  return lines.length;
}

function nameAbove(lines: readonly string[], field: number, indent: number): string | null {
  for (let at = field - 1; at >= Math.max(0, field - LINES_ABOVE); at--) {
    const line = lines[at] ?? '';
    const match = line.length < 500 ? /^([ \t]*(?:- +)?)name:[ \t]*["']?([\w./-]+)/.exec(line) : null;
    if (match && (match[1] ?? '').length <= indent) {
      return match[2] ?? null;
    }
  }
  return null;
}

const HCL_FIELD = /^[ \t]*"?([\w-]{5,40})"?[ \t]*[=:]?[ \t]*[[{]/;

/** A taint is a few lines; a bracket that closes later than this belongs to something else. */
const LONGEST_HCL_FIELD = 5000;

/** Broken HCL likewise: the taint blocks and lists whose own brackets are closed. */
export function readHclOutline(text: string, reader: HclReader, source: TaintSource): Findings {
  const parts: Findings[] = [];
  let pool: string | null = null;
  let offset = 0;
  for (const line of text.split('\n')) {
    const short = line.length < 2000;
    const field = short ? HCL_FIELD.exec(line)?.[1] : undefined;
    const named = short
      ? /^[ \t]*(?:\w*name[ \t]*=[ \t]*"([^"]+)"|resource[ \t]+"[^"]*"[ \t]+"([^"]+)")/.exec(line)
      : null;
    pool = named?.[1] ?? named?.[2] ?? pool;
    const end =
      field !== undefined && isTaintField(field) && parts.length < MOST_FIELDS
        ? closingBracket(text, offset)
        : undefined;
    if (end !== undefined) {
      const { root } = readHcl(text.slice(offset, end), reader);
      const taints = collect(root).taints.map(draft => placedTaint(draft, pool, source));
      parts.push(shifted({ taints, labels: [], pools: [] }, offset));
    }
    offset += line.length + 1;
  }
  return together(parts);
}

function closingBracket(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < Math.min(text.length, from + LONGEST_HCL_FIELD); at++) {
    const letter = text[at];
    if (letter === '{' || letter === '[') {
      depth++;
    } else if ((letter === '}' || letter === ']') && --depth <= 0) {
      return depth === 0 ? at + 1 : undefined;
    }
  }
  return undefined;
}
