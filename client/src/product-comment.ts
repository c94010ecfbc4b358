/** An edit by offsets. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** Writes `product=…` into the file's `# production-values:` comment, or adds one as the first line. Only leading comments count. */
export function withProduct(text: string, product: string): TextChange {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  let at = start;
  for (const line of text.slice(start).split('\n')) {
    if (!/^\s*(#.*)?$/.test(line)) {
      break;
    }
    const head = /^\s*#\s*production-values:/.exec(line)?.[0];
    if (head !== undefined) {
      return inComment(line.trimEnd(), head.length, at, product);
    }
    at += line.length + 1;
  }
  return { start, end: start, newText: `# production-values: product=${product}${newline}` };
}

function inComment(line: string, headLength: number, lineStart: number, product: string): TextChange {
  const old = /\sproduct=\S*/.exec(line.slice(headLength));
  const start = lineStart + headLength + (old?.index ?? 0);
  return { start, end: start + (old?.[0].length ?? 0), newText: ` product=${product}` };
}
