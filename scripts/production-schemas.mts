// Writes schemas/production: for each chart that is known by name, and for any other, the JSON Schema of values that are fit
// for production, at the newest version. `--check` compares only.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { knownProducts } from '../server/src/core/product/catalog.ts';
import { productionSchema } from '../server/src/core/production/schema.ts';
import { rules } from '../server/src/core/rules/index.ts';
import { nearestVersion, schemaOf } from '../server/src/core/schema/build.ts';
import type { JsonSchema } from '../server/src/core/schema/json-schema.ts';
import { readTable } from '../server/src/core/schema/stored-table.ts';

const root = new URL('../', import.meta.url);
const readJson = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const definitions: JsonSchema = readJson('out/kubernetes.json');

/** One line for each setting at the root and each condition: a change shows as the line that it is. */
function printed({ properties = {}, definitions: types = {}, allOf = [], ...rest }: JsonSchema): string {
  const lines = (parts: Readonly<Record<string, unknown>>) =>
    Object.entries(parts).map(([name, part]) => `    ${JSON.stringify(name)}: ${JSON.stringify(part)}`);
  const head = Object.entries(rest).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{\n${[
    ...head,
    ...(Object.keys(properties).length > 0 ? [`  "properties": {\n${lines(properties).join(',\n')}\n  }`] : []),
    `  "allOf": [\n${allOf.map(part => `    ${JSON.stringify(part)}`).join(',\n')}\n  ]`,
    `  "definitions": {\n${lines(types).join(',\n')}\n  }`,
  ].join(',\n')}\n}\n`;
}

const files = new Map<string, string>([['helm.json', printed(productionSchema(rules, undefined))]]);
for (const { id, family } of knownProducts.filter(product => product.family !== 'kcp-operator')) {
  const table = readTable(readJson(`schemas/products/${id}.json`));
  const version = nearestVersion(table)?.version ?? '';
  const schema = schemaOf(table, version, definitions);
  files.set(`${id.replace('/', '-')}.json`, printed(productionSchema(rules, { table, version, family, schema })));
}

const folder = new URL('schemas/production/', root);
mkdirSync(folder, { recursive: true });
const present = readdirSync(folder);
const read = (name: string) => (present.includes(name) ? readFileSync(new URL(name, folder), 'utf8') : undefined);
const stale = [
  ...[...files].filter(([name, text]) => read(name) !== text).map(([name]) => name),
  ...present.filter(name => !files.has(name)),
];

if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    console.error(`schemas/production is not current (${stale.slice(0, 5).join(', ')}): run \`npm run generate\`.`);
    process.exit(1);
  }
} else {
  for (const name of stale) {
    const text = files.get(name);
    if (text === undefined) {
      rmSync(new URL(name, folder));
    } else {
      writeFileSync(new URL(name, folder), text);
    }
  }
}
