/** Key names and list indexes from the root of a values tree. */
export type Path = readonly (string | number)[];

/** The path of a key or item. Spreading would leave room in the array for more: a third of what a parsed file takes. */
export const below = (path: Path, segment: string | number): Path => path.concat(segment);

/** `a.b[0]["x.y"]`: the notation of messages and of the JSON output. */
export function formatPath(path: Path): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') {
      text += `[${segment}]`;
    } else if (/[.[\]"]/.test(segment) || segment === '') {
      text += `[${JSON.stringify(segment)}]`;
    } else {
      text += text === '' ? segment : `.${segment}`;
    }
  }
  return text;
}

/** Reads what `formatPath` writes; also `a."b.c"` and `a.b\.c`. Undefined when the text is not a path. */
export function parsePath(text: string): Path | undefined {
  const path: (string | number)[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const match =
      /^\[(\d+)\]/.exec(rest) ??
      /^\.?\[("(?:[^"\\]|\\.)*")\]/.exec(rest) ??
      /^\.?("(?:[^"\\]|\\.)*")/.exec(rest) ??
      /^\.?((?:[^.[\]"\\]|\\.)+)/.exec(rest);
    const found = match?.[1];
    if (!match || found === undefined) {
      return undefined;
    }
    path.push(
      /^\[\d/.test(match[0])
        ? Number(found)
        : found.startsWith('"')
          ? String(JSON.parse(found))
          : found.replace(/\\(.)/g, '$1'),
    );
    at += match[0].length;
  }
  return path;
}

export const startsWith = (path: Path, prefix: Path): boolean =>
  prefix.every((segment, index) => path[index] === segment);

export const samePath = (a: Path, b: Path): boolean => a.length === b.length && startsWith(a, b);

/** `*` is one segment, `**` is any number of them: `**.image.tag`, `controllers.*.replicas`. */
export type PathPattern = readonly string[];

export const compilePattern = (pattern: string): PathPattern => (pattern === '' ? [] : pattern.split('.'));

export function matchesPattern(pattern: PathPattern, path: Path, from = 0, at = 0): boolean {
  const segment = pattern[from];
  if (segment === undefined) {
    return at === path.length;
  }
  if (segment === '**') {
    return (
      matchesPattern(pattern, path, from + 1, at) || (at < path.length && matchesPattern(pattern, path, from, at + 1))
    );
  }
  return (
    at < path.length &&
    (segment === '*' || segment === String(path[at])) &&
    matchesPattern(pattern, path, from + 1, at + 1)
  );
}
