import type { Span } from '../text/span.ts';

/** What the first comment lines of a values file say: `# production-values: product=spaces@1.17.1 base=../values.yaml`. */
export interface Modeline {
  readonly product?: ModelineValue;
  /** Files below this one, lowest first, relative to it. */
  readonly base: readonly ModelineValue[];
  /** Globs of taint sources, relative to it. */
  readonly taints: readonly ModelineValue[];
  readonly profile?: ModelineValue;
  readonly chart?: ModelineValue;
  /** Options that do not exist. */
  readonly unknown: readonly ModelineValue[];
}

export interface ModelineValue {
  readonly text: string;
  readonly span: Span;
}

export const modelineOptions = ['product', 'base', 'taints', 'profile', 'chart'] as const;

export function modelineOf(text: string): Modeline {
  const found: Record<(typeof modelineOptions)[number], ModelineValue[]> = {
    product: [],
    base: [],
    taints: [],
    profile: [],
    chart: [],
  };
  const unknown: ModelineValue[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const end = text.indexOf('\n', at) === -1 ? text.length : text.indexOf('\n', at);
    const line = text.slice(at, end);
    if (!/^\s*(#|$|---)/.test(line)) {
      break;
    }
    const head = /^\s*#\s*production-values:/.exec(line);
    for (const option of head ? line.slice(head[0].length).matchAll(/(\S+?)=(\S+)|(\S+)/g) : []) {
      const start = at + (head?.[0].length ?? 0) + option.index;
      const name = modelineOptions.find(known => known === option[1]);
      if (name === undefined) {
        unknown.push({ text: option[1] ?? option[0], span: { start, end: start + option[0].length } });
        continue;
      }
      let offset = start + name.length + 1;
      for (const part of (option[2] ?? '').split(',')) {
        found[name].push({ text: part, span: { start: offset, end: offset + part.length } });
        offset += part.length + 1;
      }
    }
    at = end + 1;
  }
  const single = (name: 'product' | 'profile' | 'chart') => (found[name][0] ? { [name]: found[name][0] } : {});
  return {
    ...single('product'),
    ...single('profile'),
    ...single('chart'),
    base: found.base,
    taints: found.taints,
    unknown,
  };
}
