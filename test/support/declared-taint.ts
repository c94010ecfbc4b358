import type { DeclaredTaint, Effect } from '../../server/src/core/taint/taint.ts';

/** A taint as a file of the workspace would declare it: `key=value:Effect`. */
export function declaredTaint(
  text: string,
  {
    labels = {},
    startup = false,
    templated = false,
  }: { labels?: Record<string, string>; startup?: boolean; templated?: boolean } = {},
): DeclaredTaint {
  const [, key = '', value, effect] = /^([^=:]+)(?:=([^:]*))?:(\w+)$/.exec(text) ?? [];
  return {
    key,
    value: value ?? null,
    effect: (effect ?? null) as Effect | null,
    site: { uri: 'nodes.yaml', span: { start: 0, end: 0 } },
    entry: { start: 0, end: 0 },
    source: 'node',
    pool: null,
    templated,
    startup,
    labels: new Map(Object.entries(labels)),
  };
}
