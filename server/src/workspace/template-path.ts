/** A path with `{{ … }}` in it, as ApplicationSets and helmfiles have them, and what the expressions stand for in a file's path. */
export type Binding = ReadonlyMap<string, string>;

const expression = /\{\{\s*([^{}]*?)\s*\}\}|\$\{([^{}]*)\}/g;
const maximalExpressions = 4;

export const isTemplatePath = (path: string): boolean => path.search(expression) !== -1;

/** `envs/{{ .env }}/values.yaml` asked for `envs/prod/values.yaml` is `.env` → `prod`. Undefined: another path. */
export function pathMatcher(pattern: string): (path: string) => Binding | undefined {
  const names: string[] = [];
  let source = '';
  let at = 0;
  for (const match of pattern.matchAll(expression)) {
    const name = match[1] ?? match[2] ?? '';
    const known = names.indexOf(name);
    source += escaped(pattern.slice(at, match.index)) + (known === -1 ? '([^/]+)' : `\\${known + 1}`);
    if (known === -1) {
      names.push(name);
    }
    at = match.index + match[0].length;
  }
  if (names.length > maximalExpressions) {
    return () => undefined;
  }
  const whole = new RegExp(`^${source}${escaped(pattern.slice(at))}$`);
  return path => {
    const match = whole.exec(path);
    return match ? new Map(names.map((name, index) => [name, match[index + 1] ?? ''])) : undefined;
  };
}

/** The path with what is known of its expressions filled in; undefined when one is not. */
export function boundPath(pattern: string, binding: Binding): string | undefined {
  let missing = false;
  const path = pattern.replace(expression, (_, go: string | undefined, shell: string | undefined) => {
    const value = binding.get(go ?? shell ?? '');
    missing ||= value === undefined;
    return value ?? '';
  });
  return missing ? undefined : path;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** `relative` as seen from `folder`, both with `/`. Nothing leads above the top. */
export function resolvePath(folder: string, relative: string): string {
  const parts: string[] = [];
  for (const part of `${relative.startsWith('/') ? '' : folder}/${relative}`.split('/')) {
    if (part === '..') {
      parts.pop();
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return `/${parts.join('/')}`;
}
