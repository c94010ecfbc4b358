// Writes docs/rules/<id>.md for every rule, and their index by product and by source document. `--check` compares only.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { codePages } from '../server/src/core/features/code-pages.ts';
import { ruleIndex, rulePage } from '../server/src/core/features/rule-page.ts';
import { rules } from '../server/src/core/rules/index.ts';

const folder = new URL('../docs/rules/', import.meta.url);
const pages = new Map<string, string>([
  ...rules.map((rule): [string, string] => [`${rule.id}.md`, rulePage(rule)]),
  ...codePages(),
  ['README.md', ruleIndex(rules)],
]);
mkdirSync(folder, { recursive: true });
const present = readdirSync(folder);
const read = (name: string) => (present.includes(name) ? readFileSync(new URL(name, folder), 'utf8') : undefined);
const stale = [
  ...[...pages].filter(([name, text]) => read(name) !== text).map(([name]) => name),
  ...present.filter(name => !pages.has(name)),
];

if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    console.error(`docs/rules is not current (${stale.slice(0, 5).join(', ')}): run \`npm run generate\`.`);
    process.exit(1);
  }
} else {
  for (const name of stale) {
    const text = pages.get(name);
    if (text === undefined) {
      rmSync(new URL(name, folder));
    } else {
      writeFileSync(new URL(name, folder), text);
    }
  }
}
