/** A dotted path as the tables and notes write it: `a.b`, `tls."ca.crt"`, `list[].name`, `map.*`. */
export function parseDotted(text: string): readonly string[] | undefined {
  const segment = /"([^"]+)"|\[\]|([^."[\]\s]+)/y;
  const path: string[] = [];
  for (let at = 0; at < text.length; ) {
    segment.lastIndex = at;
    const match = segment.exec(text);
    if (!match) return undefined;
    path.push(match[1] ?? match[2] ?? '[]');
    at = segment.lastIndex;
    if (at === text.length || text.startsWith('[]', at)) continue;
    if (text[at] !== '.' || at + 1 === text.length) return undefined;
    at += 1;
  }
  return path.length > 0 ? path : undefined;
}

/** The inverse of `parseDotted`. */
export function dotted(path: readonly string[]): string {
  return path
    .map((key, index) => {
      if (key === '[]') return '[]';
      const name = /^[^."[\]\s]+$/.test(key) ? key : `"${key}"`;
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}
