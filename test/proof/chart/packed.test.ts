import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'fflate';
import { createChart } from '../../../server/src/core/chart/chart.ts';
import { readPackedChart } from '../../../server/src/core/chart/packed.ts';

interface Entry {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly type?: string;
}

const encoder = new TextEncoder();

function header(name: string, size: number, type: string): Uint8Array {
  const block = new Uint8Array(512);
  const put = (text: string, at: number): void => block.set(encoder.encode(text), at);
  put(name.slice(0, 100), 0);
  put('0000644\0', 100);
  put(`${size.toString(8).padStart(11, '0')}\0`, 124);
  put('        ', 148);
  put(type, 156);
  put('ustar\0' + '00', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function tarOf(entries: readonly Entry[]): Uint8Array {
  const blocks = entries.flatMap(({ name, content, type = '0' }) => {
    const bytes = typeof content === 'string' ? encoder.encode(content) : content;
    const padded = new Uint8Array(Math.ceil(bytes.length / 512) * 512);
    padded.set(bytes);
    return [header(name, bytes.length, type), padded];
  });
  return new Uint8Array(Buffer.concat([...blocks, new Uint8Array(1024)]));
}

const packed = (entries: readonly Entry[]): Uint8Array => gzipSync(tarOf(entries));

const chartYaml = (name: string): string => `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`;
const simple: readonly Entry[] = [
  { name: 'db/Chart.yaml', content: chartYaml('db') },
  { name: 'db/values.yaml', content: '\uFEFFa: 1\n' },
  { name: 'db/templates/x.yaml', content: '{{ .Values.a }}' },
  { name: 'db/README.md', content: 'no matter' },
];

describe('a packed chart', () => {
  it('is read with its templates and subcharts, folders and packages alike', () => {
    const inner = packed(simple);
    const { files, problem } = readPackedChart(
      packed([
        { name: 'app/Chart.yaml', content: chartYaml('app') },
        { name: 'app/charts/db-1.0.0.tgz', content: inner },
        { name: 'app/charts/web/Chart.yaml', content: chartYaml('web') },
        { name: 'app/charts/web/templates/y.yaml', content: '{{ .Values.b }}' },
        { name: 'app/charts/_off/Chart.yaml', content: chartYaml('off') },
      ]),
      'file:///app.tgz/',
    );
    assert.equal(problem, undefined);
    assert.ok(files);
    const chart = createChart(files);
    assert.deepEqual(
      chart.subcharts.map(({ key }) => key),
      ['db', 'web'],
    );
    assert.equal(chart.subcharts[0]?.model.defaults?.text, 'a: 1\n');
    assert.equal(chart.subcharts[0]?.model.defaults?.uri, 'file:///app.tgz/charts/db-1.0.0.tgz/values.yaml');
    assert.equal(chart.templateReads().isRead(['db', 'a']), 'yes');
    assert.equal(chart.templateReads().isRead(['web', 'b']), 'yes');
  });

  it('may use long names', () => {
    const long = `db/templates/${'x'.repeat(120)}.yaml`;
    const record = ` path=${long}\n`;
    const pax = `${record.length + 3}${record}`;
    for (const named of [
      { name: '././@LongLink', content: `${long}\0`, type: 'L' },
      { name: 'pax', content: pax, type: 'x' },
    ]) {
      const { files } = readPackedChart(packed([...simple, named, { name: long.slice(0, 100), content: 'x' }]));
      assert.ok(files?.templates?.some(({ path }) => `db/${path}` === long));
    }
  });

  it('never reaches outside of its folder', () => {
    const strange = [
      '../Chart.yaml',
      'db/../../x/values.yaml',
      '/etc/templates/x',
      'db\\templates\\x',
      'C:/templates/x',
    ];
    const { files } = readPackedChart(packed([...simple, ...strange.map(name => ({ name, content: 'bad' }))]));
    assert.deepEqual(
      files?.templates?.map(({ path }) => path),
      ['templates/x.yaml'],
    );
    assert.equal(files?.chartYaml, chartYaml('db'));
  });

  it('holds files only: links count for nothing', () => {
    const { files } = readPackedChart(packed([...simple, { name: 'db/templates/link', content: '', type: '2' }]));
    assert.equal(files?.templates?.length, 1);
  });
});

describe('a package that is none', () => {
  it('says why', () => {
    assert.match(readPackedChart(encoder.encode('no gzip at all')).problem ?? '', /cannot be unpacked/);
    assert.match(readPackedChart(new Uint8Array()).problem ?? '', /Chart\.yaml/);
    assert.match(readPackedChart(packed([{ name: 'x/y', content: 'z' }])).problem ?? '', /no Chart\.yaml/);
    assert.equal(readPackedChart(packed(simple).subarray(0, 100)).files, undefined);
  });

  it('is given up when it unpacks to too much', () => {
    const bomb = gzipSync(new Uint8Array(20 * 1024 * 1024));
    assert.ok(bomb.length < 200_000);
    const started = performance.now();
    const { files, problem } = readPackedChart(bomb, '', { bytes: 1_000_000, entries: 10, depth: 1 });
    assert.deepEqual([files, problem], [undefined, 'This package unpacks to more than is read.']);
    assert.ok(performance.now() - started < 10_000);
  });

  it('is given up when packages within packages are too much together', () => {
    const inner = packed([...simple, { name: 'db/templates/big', content: new Uint8Array(60_000) }]);
    const outer = packed([
      { name: 'app/Chart.yaml', content: chartYaml('app') },
      ...Array.from({ length: 20 }, (_, at) => ({ name: `app/charts/db${at}.tgz`, content: inner })),
    ]);
    const { files, problem } = readPackedChart(outer, '', { bytes: 400_000, entries: 1000, depth: 4 });
    assert.ok(files && files.subcharts.length < 20);
    assert.match(problem ?? '', /more than is read/);
  });

  it('is given up when it holds too many files', () => {
    const many = Array.from({ length: 50 }, (_, at) => ({ name: `db/templates/t${at}`, content: '' }));
    const { files, problem } = readPackedChart(packed([...simple, ...many]), '', { bytes: 1e6, entries: 20, depth: 1 });
    assert.match(problem ?? '', /more than is read/);
    assert.ok((files?.templates?.length ?? 0) < 20);
  });
});
