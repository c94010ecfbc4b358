/**
 * Facts, notes and moves become product tables; Kubernetes' declarations become JSON Schema definitions.
 *
 *   node schemas/tools/generate.ts             writes schemas/products/**.json (charts and custom resources) and out/kubernetes.json
 *   node schemas/tools/generate.ts --check     compares instead; exit status 1 on a difference or a bad text
 *   node schemas/tools/generate.ts --coverage  lists settings without a note, by product
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { copiedTexts, doubledTexts, type Mistake, unknownTypes } from './check.ts';
import { coverageReport } from './coverage.ts';
import { resourceTable } from './kcp-resources.ts';
import { kubernetesDefinitions } from './kubernetes.ts';
import { assemble, loadProducts, type Product } from './products.ts';
import { writeResources, writeTable } from './store.ts';

const SCHEMAS = new URL('../', import.meta.url);
const RESOURCES = new URL('products/kcp-operator/resources.json', SCHEMAS);
const DEFINITIONS = new URL('../../out/kubernetes.json', import.meta.url);
/** Only where the recorded facts are at hand. */
const UPSTREAM = new URL('../../../shared/facts/', import.meta.url);

function main(options: ReadonlySet<string>): number {
  const definitions = kubernetesDefinitions();
  const mistakes: Mistake[] = [];
  const products = loadProducts(SCHEMAS, mistakes);
  const tables = products.map(product => ({ product, table: assemble(product, mistakes) }));
  for (const { product, table } of tables) mistakes.push(...doubledTexts(product), ...unknownTypes(table, definitions));
  if (existsSync(UPSTREAM)) mistakes.push(...copiedTexts(products, UPSTREAM));
  const resources = resourceTable(SCHEMAS, mistakes);
  for (const { where, message } of mistakes) console.error(`${where}: ${message}`);
  if (options.has('--coverage')) {
    console.log(coverageReport(tables.map(({ table }) => table)));
    return 0;
  }
  const outputs = tables.map(({ product, table }) => ({
    file: tableFile(product),
    text: writeTable(table),
  }));
  if (resources) outputs.push({ file: RESOURCES, text: writeResources(resources) });
  if (mistakes.length > 0) return 1;
  if (options.has('--check')) return compareAll(outputs);
  write(DEFINITIONS, `${JSON.stringify({ definitions })}\n`);
  return writeAll(outputs);
}

const tableFile = (product: Product): URL => new URL(`products/${product.facts.id}.json`, SCHEMAS);

interface Output {
  readonly file: URL;
  readonly text: string;
}

function compareAll(outputs: readonly Output[]): number {
  const stale = outputs.filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text);
  for (const { file } of stale)
    console.error(`${file.pathname} is not what the facts and notes give: run "npm run generate" and commit`);
  return stale.length > 0 ? 1 : 0;
}

function writeAll(outputs: readonly Output[]): number {
  for (const { file, text } of outputs) {
    write(file, text);
    console.log(`${file.pathname.slice(SCHEMAS.pathname.length)}  ${(text.length / 1024).toFixed(0)} KB`);
  }
  return 0;
}

function write(file: URL, text: string): void {
  mkdirSync(dirname(file.pathname), { recursive: true });
  writeFileSync(file, text);
}

process.exitCode = main(new Set(process.argv.slice(2)));
