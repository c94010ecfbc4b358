import { lineSpanAt } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { Path } from '../values/path.ts';
import { keyName } from '../values/yaml11.ts';

/** Where in a values file something is being typed. Read from the lines around the cursor: the text need not parse. */
export interface CompletionContext {
  /** `key`: a key of the map at `path`, or an item of the list there. `value`: the scalar at `path`. */
  readonly kind: 'key' | 'value';
  readonly path: Path;
  /** What a completion replaces: the word around the cursor. */
  readonly word: Span;
  /** What stands before the cursor of that word. */
  readonly typed: string;
  /** Keys that the map has already, above and below the cursor. */
  readonly present: ReadonlySet<string>;
  /** Column in which the keys of the map stand. */
  readonly column: number;
  /** The word is followed by a colon: only the name of a key is wanted. */
  readonly named: boolean;
  /** The cursor's line begins with the dash of a list item. */
  readonly afterDash: boolean;
}

/** One line, as far as its beginning tells. Columns are -1 where there is none. */
interface Line {
  /** Of the `-` of a list item. */
  readonly dash: number;
  /** Of the first character that is neither blank nor the dash; the line's length when there is none. */
  readonly column: number;
  readonly key: string | undefined;
  /** What follows the key and its colon, or the whole text of a line without a key; no comment. */
  readonly value: string;
}

/** Longer lines hold no key that anyone types by hand; what follows in them does not matter. */
const longestLine = 500;

/** Undefined in comments, block and quoted strings, flow collections, and wherever no key or plain value can stand. */
export function completionContext(text: string, offset: number): CompletionContext | undefined {
  const span = lineSpanAt(text, offset);
  const before = text.slice(span.start, offset);
  const after = text.slice(offset, span.end);
  const typed =
    before.length > longestLine
      ? null
      : /^([ ]*)(-[ ]+)?(?:("[^"]*"|'[^']*'|[^\s:#'"[\]{},&*!|>-][^\s:'"[\]{},]*):[ ]+)?([^\s'"[\]{}#&*!|>][^\s'"[\]{}]*)?$/.exec(
          before,
        );
  if (!typed || (typed[3] === undefined && typed[4]?.includes(':'))) {
    return undefined;
  }
  const [, indent = '', dash = '', key, word = ''] = typed;
  const rest = /^[^\s:'"#,[\]{}]*/.exec(after)?.[0] ?? '';
  const behind = after.slice(rest.length);
  const named = key === undefined && /^[ ]*:(\s|$)/.test(behind);
  if (!named && !/^\s*(#.*)?$/.test(behind)) {
    return undefined;
  }
  const column = indent.length + dash.length;
  const place = surroundings(text, span, { dash: dash === '' ? -1 : indent.length, column });
  if (!place) {
    return undefined;
  }
  const common = {
    word: { start: offset - word.length, end: offset + rest.length },
    typed: word,
    column,
    named,
    afterDash: dash !== '',
  };
  return key === undefined
    ? { ...common, kind: 'key', path: place.path, present: place.present }
    : { ...common, kind: 'value', path: [...place.path, unquoted(key)], present: new Set() };
}

interface Surroundings {
  readonly path: Path;
  readonly present: ReadonlySet<string>;
}

/** The path of the map that a line at `own.column` belongs to, and the other keys of that map. */
function surroundings(
  text: string,
  line: Span,
  own: { readonly dash: number; readonly column: number },
): Surroundings | undefined {
  const present = new Set<string>();
  const path: (string | number)[] = [];
  /** Where the keys of the map stand whose own key is sought. */
  let { column } = own;
  /** The list whose key is sought: where its dashes stand, and the items met so far. */
  let list = listAt(own.dash);
  let [inOwnMap, deeper] = [true, false];
  for (const above of linesAbove(text, line.start)) {
    if (above === 'end') {
      break;
    }
    if (list) {
      if (above.dash === list.dash) {
        list.index++;
        continue;
      }
      if (above.column > list.dash) {
        continue;
      }
      path.unshift(list.index);
      // The key of a list may stand in the column of its dashes.
      [list, column, inOwnMap] = [undefined, above.column + 1, false];
    }
    if (above.column > column) {
      deeper = true;
    } else if (above.column === column) {
      if (above.key !== undefined && inOwnMap) {
        present.add(above.key);
      }
      list = listAt(above.dash);
    } else {
      const betweenLevels = inOwnMap && deeper && present.size === 0;
      if (above.key === undefined || !opens(above.value) || betweenLevels) {
        return undefined;
      }
      path.unshift(above.key);
      [list, column, inOwnMap] = [listAt(above.dash), above.column, false];
    }
  }
  if (list) {
    path.unshift(list.index);
  }
  for (const below of linesBelow(text, line.end)) {
    if (below === 'end' || below.column < own.column || (below.dash >= 0 && below.dash < own.column)) {
      break;
    }
    if (below.column === own.column && below.key !== undefined) {
      present.add(below.key);
    }
  }
  return { path, present };
}

const listAt = (dash: number): { readonly dash: number; index: number } | undefined =>
  dash < 0 ? undefined : { dash, index: 0 };

/** Nothing, or only an anchor or tag, stands behind the key: what is indented below it is its map or list. */
const opens = (value: string): boolean => /^(?:[&!][^\s]*\s*)*$/.test(value);

function* linesAbove(text: string, start: number): Iterable<Line | 'end'> {
  for (let end = start - 1; end >= 0; ) {
    const from = text.lastIndexOf('\n', end - 1) + 1;
    const line = readLine(text.slice(from, end));
    if (line) {
      yield line;
    }
    end = from - 1;
  }
}

function* linesBelow(text: string, end: number): Iterable<Line | 'end'> {
  for (let from = text.indexOf('\n', end) + 1; from > 0; ) {
    const next = text.indexOf('\n', from);
    const line = readLine(text.slice(from, next === -1 ? text.length : next));
    if (line) {
      yield line;
    }
    from = next + 1;
  }
}

/** Undefined for blank lines and comments. */
function readLine(line: string): Line | 'end' | undefined {
  const text = line.slice(0, longestLine);
  if (/^\s*(?:#.*)?$/.test(text)) {
    return undefined;
  }
  if (/^(?:---|\.\.\.)(?:\s|$)/.test(text)) {
    return 'end';
  }
  const lead = /^(\uFEFF?)([ ]*)(-(?:[ ]+|$))?/.exec(text);
  const indent = lead?.[2]?.length ?? 0;
  const column = indent + (lead?.[3]?.length ?? 0);
  const rest = text.slice(lead?.[0].length ?? 0).trimEnd();
  const pair = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#'"[\]{},&*!|>%@`](?:[^:#]|:(?=\S)|(?<!\s)#)*?)\s*:(?:\s+(.*))?$/.exec(
    rest,
  );
  const value = (pair ? (pair[2] ?? '') : rest).replace(/(?:^|\s)#.*$/, '');
  return {
    dash: lead?.[3] === undefined ? -1 : indent,
    column,
    key: pair?.[1] === undefined ? undefined : unquoted(pair[1]),
    value,
  };
}

function unquoted(key: string): string {
  return /^["']/.test(key) ? key.slice(1, -1) : keyName(key);
}
