/** The codes that are no rules: what the schema, the YAML reader and our own comments report, each with its page. */
const codes: Readonly<Record<string, { readonly summary: string; readonly text: string }>> = {
  'yaml/syntax': {
    summary: 'The file is not YAML that Helm can read.',
    text: 'Helm stops at the first such error, so nothing of the file is used. Other findings are held back until it is mended: half a file says nothing about what is missing or unknown. At most three are shown, since the later ones are mostly echoes of the first.',
  },
  'yaml/duplicate-key': {
    summary: 'A key stands twice in one map.',
    text: 'Helm silently keeps only the last one. Each later occurrence is reported. Merge the two, or delete the one that has no effect.',
  },
  'yaml/several-documents': {
    summary: 'A values file holds several YAML documents.',
    text: 'Helm 3 reads the first document only; what follows `---` has no effect. Helm 4 merges them in order. One document a file works everywhere.',
  },
  'schema/type': {
    summary: 'A value has another type than the chart expects.',
    text: 'Types are those that Helm sees: it reads YAML 1.1, where an unquoted `yes` or `on` is a boolean and `0644` an octal number. The fix adds or removes quotes where that is all it takes.',
  },
  'schema/enum': {
    summary: 'A value is none of those that the setting takes.',
    text: 'The message lists them, and the fix offers the nearest.',
  },
  'schema/range': {
    summary: 'A number, text or list is too small, too large, too short or too long.',
    text: 'The message names the limit.',
  },
  'schema/pattern': {
    summary: 'A value does not have the form it must have.',
    text: 'Quantities, durations, ports, DNS names, URLs, image references, cron lines, label keys and values, addresses: each is checked by its own grammar. Placeholders such as `${HOST}` and `{{ … }}` are left alone.',
  },
  'schema/required': {
    summary: 'A setting that the chart cannot do without is missing.',
    text: 'Checked on the effective values, after all layers are merged: an overlay that holds only deltas is not incomplete.',
  },
  'schema/unknown-key': {
    summary: 'The chart has no such setting.',
    text: 'Helm accepts it in silence and ignores it. An error when a known key is close by (it is then most likely a typo, and the fix renames it), when the chart ships a schema that refuses it, or in the `production` profile; else a warning. Keys that begin with `x-`, `_` or `.` are taken for holders of anchors and left alone.',
  },
  'schema/moved-key': {
    summary: 'The setting stands elsewhere in this version of the chart.',
    text: 'It was renamed or moved, or documents print a path that never worked. The fix moves the value with its comments.',
  },
  'schema/removed-key': {
    summary: 'The setting is gone in this version of the chart.',
    text: 'What it sets has no effect any more. The message says since when, and what to do instead.',
  },
  'schema/deprecated-key': {
    summary: 'The setting still works but is on its way out.',
    text: 'The message names what replaces it.',
  },
  'schema/future-key': {
    summary: 'The setting belongs to a newer version of the chart.',
    text: 'The version in force ignores it. Upgrade the chart, or take the key out.',
  },
  'values/unused': {
    summary: 'No template reads this value.',
    text: 'It is part of the chart’s values, yet nothing depends on it: setting it changes nothing.',
  },
  'ignore/unused': {
    summary: 'An ignore comment silences nothing.',
    text: 'What it was for is gone. Delete the comment, so that it does not hide the next mistake.',
  },
  'ignore/unknown-rule': {
    summary: 'An ignore comment names a rule that does not exist.',
    text: '`production-values rules` lists them.',
  },
  'config/syntax': {
    summary: '`.production-values.yaml` is not YAML.',
    text: 'The parts that can be read still count.',
  },
  'config/unknown-key': {
    summary: '`.production-values.yaml` has a key that means nothing.',
    text: 'The message names the nearest one.',
  },
  'config/value': {
    summary: 'A value in `.production-values.yaml` does not have the form it must have.',
    text: 'It is left out; the rest counts.',
  },
  'config/custom-rule': {
    summary: 'A rule of your own in `.production-values.yaml` cannot be used.',
    text: 'Its expression is no CEL, is not true or false, names a variable or function that does not exist, or its path cannot be read. Expressions may use `values` (the effective values) and `self` (the value at `path`), comparisons, `&&`, `||`, `!`, `in`, `? :`, `has`, `all`, `exists`, `exists_one`, `map`, `filter`, `size` and the functions of texts, `matches` with RE2 patterns. Loops may look at some 100,000 values per file; a rule that needs more says so where it is used. The rule is left out; the others count.',
  },
  'config/unknown-rule': {
    summary: '`.production-values.yaml` names a rule that does not exist.',
    text: '`production-values rules` lists them.',
  },
  'config/unknown-option': {
    summary: 'The `# production-values:` comment has an option that does not exist.',
    text: 'It takes `product`, `base`, `taints`, `profile` and `chart`, each as `name=value`, with blanks between them. What it does not know it leaves out, so the file may be judged as another product or on top of other files than was meant.',
  },
  'config/unknown-product': {
    summary: 'A comment or the configuration names a product that is not known.',
    text: 'Products are named `spaces`, `kcp/kcp` and the other charts of kcp, or `helm` for any other chart. Until the name is right, the product is found by the chart beside the file or by its keys, as if nothing had been said.',
  },
  'config/unknown-version': {
    summary: 'The version that is named is not recorded.',
    text: 'A warning when it is no version at all: the newest recorded one applies. For information when it lies before or after all recorded versions: the nearest one applies, and settings that came or went between the two are judged wrongly. Versions in between are judged by the nearest one, without a word.',
  },
  'config/file': {
    summary: 'A comment or the configuration names a file that cannot be read.',
    text: 'A base file, a file of a stack, or a chart folder without a `Chart.yaml`. Paths are relative to the file that names them. Nothing outside of the workspace is read. The values are judged without what is missing, so that keys of it may be reported as missing too.',
  },
  'config/chart': {
    summary: 'The chart at hand has a file that cannot be used.',
    text: 'Its `Chart.yaml`, its `values.schema.json` or one of its templates does not parse; Helm would refuse it as well. The related information names the place. The values are judged with what is left: without a template, for example, nothing is said about values that no template reads.',
  },
  'config/ambiguous-product': {
    summary: 'The keys of the file fit several products.',
    text: 'The message says which one was taken. A comment in the first line decides it: `# production-values: product=kcp/shard`; so does an entry under `files` in `.production-values.yaml`, for many files at once.',
  },
  'config/damaged': {
    summary: 'The settings of a product that ship with Production Values cannot be read.',
    text: 'The installation is incomplete or was changed: install it again. Until then the file is checked as that of a chart that nobody has described, and much goes unnoticed.',
  },
};

export const isCode = (code: string): boolean => Object.hasOwn(codes, code);

/** File name and text of each page. */
export function codePages(): readonly (readonly [string, string])[] {
  return Object.entries(codes).map(
    ([code, { summary, text }]) =>
      [`${code.replace('/', '-')}.md`, `# ${code}\n\n**${summary}**\n\n${text}\n`] as const,
  );
}

/** The page of one code; undefined for rules. */
export const codePage = (code: string): string | undefined => {
  const page = Object.hasOwn(codes, code) ? codes[code] : undefined;
  return page && `# ${code}\n\n**${page.summary}**\n\n${page.text}\n`;
};
