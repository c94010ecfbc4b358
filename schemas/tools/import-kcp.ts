/**
 * Turns the recorded settings of the kcp charts into schemas/facts/kcp/<chart>.json, and the recorded custom resource
 * definitions into schemas/facts/kcp-resources.json. Run where the recorded facts are at hand:
 * `node schemas/tools/import-kcp.ts ../shared/facts`. Fails on a field it does not know.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFacts } from './facts.ts';
import { chartFacts } from './kcp-charts.ts';
import { readResources } from './kcp-crds.ts';

function main(folder: string): void {
  const home = join(folder, 'kcp');
  const read = (file: string): unknown => JSON.parse(readFileSync(join(home, file), 'utf8'));
  const headerOf = (file: string): string | undefined => {
    const path = join(home, 'values', file);
    return existsSync(path) ? readFileSync(path, 'utf8').split('\n')[0] : undefined;
  };
  mkdirSync(new URL('../facts/kcp/', import.meta.url), { recursive: true });
  for (const facts of chartFacts(read('keys.json'), read('keys-history.json'), headerOf)) {
    writeFileSync(new URL(`../facts/${facts.id}.json`, import.meta.url), writeFacts(facts));
    console.log(`${facts.id}: ${facts.versions.length} versions, ${facts.keys.length} keys`);
  }
  const resources = readResources(join(home, 'crds'), read('crd-fields.json'));
  writeFileSync(new URL('../facts/kcp-resources.json', import.meta.url), resources.text);
  console.log(
    `custom resources: ${resources.kinds} kinds, ${resources.fields} fields, ${(resources.text.length / 1024).toFixed(0)} KB`,
  );
}

main(process.argv[2] ?? '../shared/facts');
