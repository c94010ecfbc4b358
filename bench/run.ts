/**
 * `npm run bench [-- --quick] [-- --json]`: medians of what takes time, on generated documents, beside yaml-language-server in
 * the same process. Absolute times say something about the machine; the ratios are what counts.
 */
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { productById } from '../server/src/core/product/catalog.ts';
import { defaultsOf } from '../server/src/core/schema/defaults.ts';
import { toJson } from '../server/src/core/values/node.ts';
import { loadAssets } from '../server/src/workspace/assets.ts';
import { aliasDocument, type BenchDocument, genericDocument, productDocument } from './documents.ts';
import { memoryInUse, timesOf } from './measure.ts';
import { assets, type Chart, createOurs, openCopies, root } from './ours.ts';
import { createPeer } from './peer.ts';
import { fileRates, startToDiagnostics } from './processes.ts';

const quick = process.argv.includes('--quick');
const json = process.argv.includes('--json');
const sizes = quick ? [330, 4950] : [330, 1155, 4950, 19_800];
const rounds = (lines: number) => (quick ? 5 : lines > 10_000 ? 7 : 15);

/** One line of the table. `peer`: the same work of yaml-language-server, or of `helm lint`. */
interface Row {
  readonly work: string;
  readonly on: string;
  readonly unit: 'ms' | 'KB' | 'x' | 'files/s';
  readonly ours: number;
  readonly peer?: number;
  readonly goal: string;
  readonly met: boolean;
}

const rows: Row[] = [];

function add(work: string, on: string, unit: Row['unit'], ours: number, goal: Goal, peer?: number): void {
  const met =
    'most' in goal ? ours <= goal.most : 'least' in goal ? ours >= goal.least : ours <= (peer ?? 0) * goal.ofPeer;
  const text =
    'most' in goal ? `≤ ${goal.most}` : 'least' in goal ? `≥ ${Math.round(goal.least)}` : `≤ peer × ${goal.ofPeer}`;
  rows.push({ work, on, unit, ours, ...(peer === undefined ? {} : { peer }), goal: text, met });
}

type Goal = { readonly most: number } | { readonly least: number } | { readonly ofPeer: number };

async function measureDocument(document: BenchDocument, chart: Chart): Promise<void> {
  const lines = document.text.split('\n').length - 1;
  const on = `${document.name}, ${lines} lines`;
  const [ours, peer] = [createOurs(chart), createPeer(document.schema)];
  const count = rounds(lines);
  const edit = await timesOf(count, {
    ours: n => ours.edit(document.edited(n)),
    peer: n => peer.edit(document.edited(n)),
  });
  add('edit → diagnostics', on, 'ms', edit.ours, { ofPeer: 0.1 }, edit.peer);
  const open = await timesOf(Math.min(count, 7), {
    ours: n => ours.open(document.edited(n), `ours${n}`),
    peer: n => peer.open(document.edited(n), `peer${n}`),
  });
  add('cold open', on, 'ms', open.ours, { ofPeer: 0.5 }, open.peer);
  const alone = await timesOf(count, { schema: ours.schema, peer: peer.validate, analysis: ours.analysis });
  add('schema alone', on, 'ms', alone.schema, { most: lines > 5000 ? 4 : 1 }, alone.peer);
  add('schema and rules', on, 'ms', alone.analysis, { most: lines > 5000 ? 40 : 10 });
  await ours.edit(document.text);
  await peer.edit(document.text);
  const { positionAt } = positions(document.text);
  const help = await timesOf(count, {
    hover: () => ours.hover(document.keyAt),
    peerHover: () => peer.hover(positionAt(document.keyAt)),
    complete: () => ours.complete(document.typedAt),
    peerComplete: () => peer.complete(positionAt(document.typedAt)),
  });
  add('hover', on, 'ms', help.hover, { most: lines > 5000 ? 8 : 2 }, help.peerHover);
  add('completion', on, 'ms', help.complete, { most: lines > 5000 ? 80 : 20 }, help.peerComplete);
}

const positions = (text: string) => {
  const document = TextDocument.create('bench:///positions', 'yaml', 1, text);
  return { positionAt: (offset: number) => document.positionAt(offset) };
};

async function measureAliases(): Promise<void> {
  const document = aliasDocument(800);
  const [ours, peer] = [createOurs({ schema: document.schema }), createPeer(document.schema)];
  const { ours: time } = await timesOf(7, { ours: n => ours.edit(document.edited(n)) });
  const { peer: theirs } = await timesOf(quick ? 1 : 2, { peer: n => peer.edit(document.edited(n)) }, 0);
  add('edit → diagnostics', '800 aliases', 'ms', time, { most: 100 }, theirs);
}

/** Bytes per byte of the text, and what is left of it when all files are closed. */
async function measureMemory(): Promise<void> {
  const [{ text, schema }, count] = [genericDocument(1155), 30];
  await (await openCopies(text, 1))();
  const times = (bytes: number) => bytes / (count * text.length);
  const before = await memoryInUse();
  const close = await openCopies(text, count);
  const during = await memoryInUse();
  await close();
  const after = await memoryInUse();
  const peer = createPeer(schema);
  const peerBefore = await memoryInUse();
  for (let n = 0; n < count; n++) {
    await peer.open(`${text}# ${n}\n`, `memory${n}`);
  }
  const theirs = times((await memoryInUse()) - peerBefore);
  peer.closeAll();
  const on = `${count} × ${Math.round(text.length / 1024)} KB`;
  add('memory of open files, of the text', on, 'x', times(during - before), { most: 20 }, theirs);
  add('memory after closing, of the text', on, 'x', times(after - before), { most: 1 });
}

async function measureProcesses(): Promise<void> {
  const bundle = (name: string) => statSync(join(root, 'dist', name)).size / 1024;
  add('bundle', 'server.js', 'KB', bundle('server.js'), { most: 800 });
  add('bundle', 'cli.js', 'KB', bundle('cli.js'), { most: 800 });
  add('process start → diagnostics', '200 KB, stdio', 'ms', await startToDiagnostics(quick ? 3 : 5), { most: 400 });
  const { files, ours, helm } = fileRates(quick ? 75 : 250);
  add('command line', `${files} files`, 'files/s', ours, { least: (helm ?? 0) * 20 }, helm);
}

function print(): void {
  const { version } = createRequire(import.meta.url)('yaml-language-server/package.json') as { version: string };
  const number = (value: number | undefined) =>
    value === undefined ? '' : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
  const ratio = ({ ours, peer, unit }: Row) =>
    peer === undefined ? '' : unit === 'files/s' ? `${number(ours / peer)} ×` : `1/${number(peer / ours)}`;
  const table = [
    ['', '', 'ours', 'peer', '', 'ratio', 'goal', ''],
    ...rows.map(row => [
      row.work,
      row.on,
      number(row.ours),
      number(row.peer),
      row.unit,
      ratio(row),
      row.goal,
      row.met ? '' : 'missed',
    ]),
  ];
  const widths = table[0]?.map((_, column) => Math.max(...table.map(row => row[column]?.length ?? 0))) ?? [];
  for (const row of table) {
    const cells = row.map((cell, column) =>
      column >= 2 && column <= 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    console.log(cells.join('  ').trimEnd());
  }
  console.log(
    `\nMedians. Peer: yaml-language-server ${version} in the same process; of the command line, one 'helm lint' a file.`,
  );
}

const products = loadAssets(assets);
const spaces = productById('spaces');
if (!spaces) {
  throw new Error('the table of Spaces is missing');
}
const settings = await products.settings(spaces, undefined, [], '');
const defaults = settings.table && toJson(defaultsOf(settings.table, settings.version));
for (const lines of sizes) {
  const generic = genericDocument(lines);
  await measureDocument(generic, { schema: generic.schema });
  await measureDocument(productDocument(lines, settings.schema, defaults), { product: 'spaces' });
}
await measureAliases();
await measureMemory();
await measureProcesses();
if (json) {
  console.log(JSON.stringify({ node: process.version, platform: process.platform, quick, rows }, null, 2));
} else {
  print();
}
