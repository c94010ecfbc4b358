/** A text as it stands in a snippet body: `$`, `}` and `\` are no syntax in it. */
export const literal = (text: string): string => text.replace(/[$}\\]/g, '\\$&');

/** What a snippet body leaves in the document when no tab stop is touched: choices give their first entry. */
export function plainText(body: string): string {
  let text = body;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text
      .replace(/\$\{\d+\|((?:\\[,|\\]|[^,|\\])*)(?:,(?:\\[,|\\]|[^,|\\])*)*\|\}/g, (_, first: string) =>
        first.replace(/\\([,|\\])/g, '$1'),
      )
      .replace(/\$\{\d+:((?:\\[$}\\]|[^{}\\])*)\}/g, (_, inner: string) => inner);
  }
  return text.replace(/(?<!\\)\$(?:\d+|\{\d+\})/g, '').replace(/\\([$}\\])/g, '$1');
}
