import { readdirSync, readFileSync } from 'node:fs';

/** One snippet as VS Code reads it, and where it stands. */
export interface Snippet {
  readonly file: string;
  readonly title: string;
  readonly scope: string;
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** Where a snippet's body belongs: see snippets/README.md. */
export interface Placement {
  readonly product: string;
  readonly at: string;
  readonly provides: readonly string[];
}

const folder = new URL('../../snippets/', import.meta.url);

/** Every snippet of every `*.code-snippets` file. */
export function loadSnippets(): Snippet[] {
  const files = readdirSync(folder).filter(name => name.endsWith('.code-snippets'));
  return files.flatMap(file => {
    const snippets = readJson(file) as Record<string, Omit<Snippet, 'file' | 'title'>>;
    return Object.entries(snippets).map(([title, snippet]) => ({ ...snippet, file, title }));
  });
}

export function loadPlacements(): Map<string, Placement> {
  return new Map(Object.entries(readJson('index.json') as Record<string, Placement>));
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'stop'; readonly number: string; readonly content: readonly Part[] | undefined }
  | { readonly kind: 'variable'; readonly content: readonly Part[] };

/**
 * What stands in the document when a snippet was inserted and no tab stop was touched: a placeholder gives its text,
 * a choice its first entry, a bare tab stop the text of its namesake (or nothing), a variable its default (or nothing).
 * Transformations (`${1/…/…/}`) are refused: no snippet here needs them.
 */
export function expand(body: string | readonly string[]): string {
  const reader: Reader = { text: typeof body === 'string' ? body : body.join('\n'), at: 0 };
  const parts = readParts(reader, false);
  const contents = new Map<string, readonly Part[]>();
  collect(parts, contents);
  return render(parts, contents, new Set());
}

interface Reader {
  readonly text: string;
  at: number;
}

/** Reads up to the end, or, inside a placeholder, past its closing brace. */
function readParts(reader: Reader, nested: boolean): Part[] {
  const parts: Part[] = [];
  const add = (text: string): void => {
    const last = parts.at(-1);
    if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + text };
    else parts.push({ kind: 'text', text });
  };
  while (reader.at < reader.text.length) {
    const char = reader.text.charAt(reader.at);
    if (char === '\\' && /^[$}\\]/.test(reader.text.slice(reader.at + 1))) {
      add(reader.text.charAt(reader.at + 1));
      reader.at += 2;
    } else if (nested && char === '}') {
      reader.at += 1;
      return parts;
    } else {
      const part = char === '$' ? readDollar(reader) : undefined;
      if (part) parts.push(part);
      else {
        add(char);
        reader.at += 1;
      }
    }
  }
  if (nested) throw new Error('a placeholder is not closed');
  return parts;
}

/** `$1`, `${1}`, `${1:text}`, `${1|a,b|}`, `$NAME`, `${NAME}`, `${NAME:text}`; undefined: a dollar sign and no more. */
function readDollar(reader: Reader): Part | undefined {
  const head = /^\$(?:(\d+|[A-Za-z_]\w*)|\{(\d+|[A-Za-z_]\w*)([:|}/]))/.exec(reader.text.slice(reader.at));
  if (!head) return undefined;
  const name = head[1] ?? head[2] ?? '';
  const mark = head[3];
  reader.at += head[0].length;
  if (mark === '/') throw new Error(`\${${name}/…} is a transformation`);
  const content = mark === ':' ? readParts(reader, true) : mark === '|' ? readChoice(reader) : undefined;
  return /^\d/.test(name) ? { kind: 'stop', number: name, content } : { kind: 'variable', content: content ?? [] };
}

/** Reads a choice past `|}` and gives its first entry. In it `\,`, `\|` and `\\` stand for the second character. */
function readChoice(reader: Reader): Part[] {
  const entries = /^((?:\\[,|\\]|[^,|])*)((?:,(?:\\[,|\\]|[^,|])*)*)\|\}/.exec(reader.text.slice(reader.at));
  if (!entries) throw new Error('a choice is not closed with "|}"');
  reader.at += entries[0].length;
  return [{ kind: 'text', text: (entries[1] ?? '').replace(/\\([,|\\])/g, '$1') }];
}

/** The first content given for each tab stop is what its other occurrences mirror. */
function collect(parts: readonly Part[], contents: Map<string, readonly Part[]>): void {
  for (const part of parts) {
    if (part.kind === 'text' || part.content === undefined) continue;
    if (part.kind === 'stop' && !contents.has(part.number)) contents.set(part.number, part.content);
    collect(part.content, contents);
  }
}

function render(
  parts: readonly Part[],
  contents: ReadonlyMap<string, readonly Part[]>,
  open: ReadonlySet<string>,
): string {
  return parts
    .map(part => {
      if (part.kind === 'text') return part.text;
      if (part.kind === 'variable') return render(part.content, contents, open);
      if (open.has(part.number)) return '';
      return render(contents.get(part.number) ?? [], contents, new Set(open).add(part.number));
    })
    .join('');
}
