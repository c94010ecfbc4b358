/** Helm's `--set` and `--set-string`. Source: helm.sh/helm/pkg/strvals. */

export type SetValue = string | number | boolean | null | readonly (string | number | boolean | null)[];

/** One `a.b[0]=x` of a flag's text. */
export interface Assignment {
  readonly path: readonly (string | number)[];
  readonly value: SetValue;
}

export type SetResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

const maximalIndex = 65_536;
const maximalLevel = 30;

/** Reads the text of one flag. `asStrings`: `--set-string`, which never converts. */
export function parseSet(text: string, asStrings = false): SetResult<readonly Assignment[]> {
  const scanner: Scanner = { characters: [...text], at: 0 };
  const assignments: Assignment[] = [];
  while (scanner.at < scanner.characters.length) {
    const path = readPath(scanner);
    if (!path.ok) {
      return path;
    }
    const value = readValue(scanner, asStrings);
    if (!value.ok) {
      return value;
    }
    if (path.value.lastIndexOf('') > 0) {
      return failure(`'${path.value.join('.')}' has a part without a name`);
    }
    // Without a name at the top, Helm reads the value and forgets it.
    if (path.value[0] !== '') {
      assignments.push({ path: path.value, value: value.value });
    }
  }
  return { ok: true, value: assignments };
}

interface Scanner {
  readonly characters: readonly string[];
  at: number;
}

const failure = (error: string) => ({ ok: false, error }) as const;

/** Characters up to one of `stops`, which is consumed; `\` takes the next one as it is. `stop` is undefined at the end. */
function readUntil(scanner: Scanner, stops: string): { text: string; stop: string | undefined } {
  let text = '';
  while (scanner.at < scanner.characters.length) {
    const character = scanner.characters[scanner.at++] ?? '';
    if (stops.includes(character)) {
      return { text, stop: character };
    }
    text += character === '\\' ? (scanner.characters[scanner.at++] ?? '') : character;
  }
  return { text, stop: undefined };
}

/** Everything before the `=`. */
function readPath(scanner: Scanner): SetResult<(string | number)[]> {
  const path: (string | number)[] = [];
  let levels = 0;
  let stop: string | undefined = '.';
  while (stop === '.') {
    const name = readUntil(scanner, '=[,.');
    path.push(name.text);
    stop = name.stop;
    while (stop === '[') {
      const index = readUntil(scanner, ']');
      const number = /^\+?\d{1,5}$/.test(index.text) ? Number(index.text) : undefined;
      if (index.stop === undefined || number === undefined || number > maximalIndex) {
        return failure(`'[${index.text}' is no list index that Helm takes`);
      }
      path.push(number);
      const next = readUntil(scanner, '[.=');
      if (next.text !== '') {
        return failure(`'${next.text}' cannot follow a list index`);
      }
      stop = next.stop;
    }
    levels += stop === '.' ? 1 : 0;
    if (levels > maximalLevel) {
      return failure(`more than ${maximalLevel} levels`);
    }
  }
  return stop === '=' ? { ok: true, value: path } : failure(`'${path.join('.')}' has no value`);
}

/** Everything behind the `=`, up to and with the comma. */
function readValue(scanner: Scanner, asStrings: boolean): SetResult<SetValue> {
  if (scanner.characters[scanner.at] !== '{') {
    return { ok: true, value: typed(readUntil(scanner, ',').text, asStrings) };
  }
  scanner.at++;
  const items: (string | number | boolean | null)[] = [];
  for (;;) {
    const item = readUntil(scanner, ',}');
    if (item.stop === undefined) {
      return failure("a list must end with '}'");
    }
    items.push(typed(item.text, asStrings));
    if (item.stop === '}') {
      break;
    }
  }
  if (scanner.characters[scanner.at] === ',') {
    scanner.at++;
  }
  return { ok: true, value: items };
}

/** Only booleans, null and 64-bit integers without a leading zero are no text; YAML's other forms mean nothing here. */
function typed(text: string, asStrings: boolean): string | number | boolean | null {
  if (asStrings) {
    return text;
  }
  switch (text.toLowerCase()) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    case '0':
      return 0;
    default:
      return integerOf(text) ?? text;
  }
}

function integerOf(text: string): number | undefined {
  const value = text.length <= 40 && /^(?:[1-9]|[+-]\d)\d*$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
  return value !== undefined && value === BigInt.asIntN(64, value) ? Number(value) : undefined;
}

export type JsonObject = { readonly [name: string]: unknown };

/** The user's values with the assignments on top. Lists grow with nulls; a map cannot take the place of another value. */
export function applySet(values: JsonObject, assignments: readonly Assignment[]): SetResult<JsonObject> {
  let result: JsonObject = values;
  for (const { path, value } of assignments) {
    const next = assign(result, path, value, 0);
    if (!next.ok) {
      return next;
    }
    result = isMap(next.value) ? next.value : result;
  }
  return { ok: true, value: result };
}

/** `target` with `value` at `path`; `depth` is how much of the path is behind us. */
function assign(target: unknown, path: Assignment['path'], value: SetValue, depth: number): SetResult<unknown> {
  const segment = path[depth];
  if (segment === undefined) {
    return { ok: true, value };
  }
  if (typeof segment === 'number') {
    return assignItem(target, segment, path, value, depth);
  }
  const inList = typeof path[depth - 1] === 'number';
  if (!isMap(target) && target !== undefined && !inList) {
    return failure(`'${path.slice(0, depth).join('.')}' is not a map`);
  }
  const map: JsonObject = isMap(target) ? target : {};
  const inner = assign(Object.hasOwn(map, segment) ? map[segment] : undefined, path, value, depth + 1);
  return inner.ok ? { ok: true, value: { ...map, [segment]: inner.value } } : inner;
}

function assignItem(
  target: unknown,
  index: number,
  path: Assignment['path'],
  value: SetValue,
  depth: number,
): SetResult<unknown> {
  const nested = typeof path[depth - 1] === 'number';
  if (!Array.isArray(target) && target !== undefined && !(nested && target === null)) {
    return failure(`'${path.slice(0, depth).join('.')}' is not a list`);
  }
  const list: readonly unknown[] = Array.isArray(target) ? target : [];
  const inner = assign(list[index], path, value, depth + 1);
  if (!inner.ok) {
    return inner;
  }
  const grown = Array.from({ length: Math.max(list.length, index + 1) }, (_, at) =>
    at === index ? inner.value : (list[at] ?? null),
  );
  return { ok: true, value: grown };
}

const isMap = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
