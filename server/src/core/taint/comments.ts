/** Texts without what is commented out: blanks stand in its place, so that every offset stays. */

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** `#` and `//` on lines of their own, and ` #` after something where it is outside of quotes. */
export function withoutLineComments(text: string): string {
  return text
    .split('\n')
    .map(line => (/^\s*(?:#(?!\{\{)|\/\/|<!--.*-->\s*$)/.test(line) ? blank(line) : withoutTail(line)))
    .join('\n');
}

function withoutTail(line: string): string {
  if (!line.includes(' #') && !line.includes('\t#')) {
    return line;
  }
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const letter = line[at] ?? '';
    if (quote !== '') {
      quote = letter === quote ? '' : quote;
    } else if (letter === '"' || (letter === "'" && !/\w/.test(line[at - 1] ?? ''))) {
      quote = line.includes(letter, at + 1) ? letter : '';
    } else if (letter === '#' && /\s/.test(line[at - 1] ?? '')) {
      return line.slice(0, at) + blank(line.slice(at));
    }
  }
  return line;
}

/** Also HCL's and Jsonnet's comments between slash and star. */
export function withoutBlockComments(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let open = text.indexOf('/*'); open !== -1; open = text.indexOf('/*', at)) {
    const close = text.indexOf('*/', open + 2);
    // `/*` is also how a path with a wildcard goes on: without an end it is no comment.
    if (close === -1 || /[\w"'./]/.test(text[open - 1] ?? '')) {
      parts.push(text.slice(at, open + 2));
      at = open + 2;
      if (close === -1) {
        break;
      }
      continue;
    }
    parts.push(text.slice(at, open), blank(text.slice(open, close + 2)));
    at = close + 2;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
