// Writes docs/trace.md: where each item of the source documents went, out of docs/trace.yaml, the `covers` of the rules and the
// notes shown in hovers. `--check` compares only.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { guideNotes } from '../server/src/core/features/guide-notes.ts';
import { documents } from '../server/src/core/features/rule-page.ts';
import { rules } from '../server/src/core/rules/index.ts';

interface Item {
  readonly title: string;
  readonly rules?: readonly string[];
  readonly codes?: readonly string[];
  readonly snippets?: readonly string[];
  readonly settings?: readonly string[];
  readonly none?: string;
}

const target = new URL('../docs/trace.md', import.meta.url);
const items: Readonly<Record<string, Item>> = parse(
  readFileSync(new URL('../docs/trace.yaml', import.meta.url), 'utf8'),
);

const coveredBy = (id: string) =>
  rules.filter(({ meta }) => meta.covers?.some(item => item.replace(/[a-z]$/, '') === id)).map(rule => rule.id);
const notesOn = (id: string) =>
  guideNotes
    .filter(({ covers }) => covers.includes(id))
    .map(({ family, keys }) => (family === 'helm' ? keys[0] : `${family}:${keys[0]}`));
const listed = (names: readonly (string | undefined)[], shown: (name: string) => string) =>
  [...new Set(names.filter(name => name !== undefined))].map(shown).join(', ');
const page = (name: string) => `[\`${name}\`](rules/${name.replace('/', '-')}.md)`;

const row = ([id, item]: readonly [string, Item]): string =>
  `| ${[
    id,
    item.title,
    item.none === undefined
      ? listed([...coveredBy(id), ...(item.rules ?? []), ...(item.codes ?? [])], page)
      : `– (${item.none})`,
    listed(item.snippets ?? [], name => `\`${name}\``),
    listed([...(item.settings ?? []), ...notesOn(id)], name => `\`${name}\``),
  ].join(' | ')} |`;

const sections = Object.entries(documents).map(([key, title]) => {
  const rows = Object.entries(items)
    .filter(([id]) => id.startsWith(`${key}-`))
    .map(row);
  return `## ${title}\n\n| item | what | rules and codes | snippets | hover of |\n|---|---|---|---|---|\n${rows.join('\n')}`;
});
const text = `# Where each item of the source documents went

${Object.keys(items).length} items of five documents, each under a title of our own. Rules speak where a file lacks or breaks something; snippets insert it; the hover
of a setting explains it (a name without a product: in any chart).

${sections.join('\n\n')}
`;

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('docs/trace.md is not current: run `npm run generate`.');
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
