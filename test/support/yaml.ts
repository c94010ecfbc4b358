/** Removes the leading line break and the common indent, so that a test reads like a file. */
export function yaml(strings: TemplateStringsArray, ...values: readonly string[]): string {
  const raw = String.raw({ raw: strings }, ...values)
    .replace(/^\n/, '')
    .replace(/[ ]*$/, '');
  const indent = Math.min(
    ...raw
      .split('\n')
      .filter(line => line.trim())
      .map(line => line.search(/\S/)),
  );
  return raw
    .split('\n')
    .map(line => line.slice(indent))
    .join('\n');
}
