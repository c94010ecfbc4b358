import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync as writeBytes } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { uriOfPath } from '../../server/src/workspace/node-host.ts';
import type { FileResult } from '../../server/src/workspace/workspace.ts';
import { inFolder, writeFiles } from '../helm/helm.ts';
import { workspaceAt } from './collection.ts';

/** What a check of one file may take on a slow machine, in milliseconds; and the memory it may keep while it runs. */
const maximalTime = 60_000;
const maximalMemory = 1024 ** 3;

const chartYaml = 'apiVersion: v2\nname: shop\nversion: 1.0.0\n';
const deployment = 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: {{ .Values.replicas }}\n';

interface Trap {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** More than texts: links, packages. */
  readonly prepare?: (folder: string) => void;
  /** What is checked; `values-test.yaml` unless said otherwise. */
  readonly file?: string;
  /** What must be said, as `code path`; nothing else may be. */
  readonly findings: readonly string[];
  /** Why the file is not read at all. */
  readonly problem?: RegExp;
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');

/** A tar archive of one file: the fields that readers look at, and its check sum. */
function tar(name: string, content: Uint8Array): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        0ustar\0', 148);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512), Buffer.alloc(1024)]);
}

const plain = { 'Chart.yaml': chartYaml, 'values.yaml': 'replicas: 1\n', 'templates/app.yaml': deployment };
const slip = { 'values-test.yaml': 'replica: 2\n' };
const reported = ['schema/unknown-key replica'];

const traps: readonly Trap[] = [
  {
    name: '3,000 template files',
    files: {
      ...plain,
      ...slip,
      ...Object.fromEntries(
        Array.from({ length: 2999 }, (_, index) => [
          `templates/${index}.yaml`,
          `{{ if .Values.part${index}.on }}{{ include "part" (dict "root" $ "at" .Values.part${index}) }}{{ end }}\n`,
        ]),
      ),
      'templates/_helpers.tpl': '{{ define "part" }}{{ .at.name }}{{ toYaml .at.resources }}{{ end }}',
    },
    findings: reported,
  },
  {
    name: 'more template files than are read',
    files: {
      ...plain,
      'values-test.yaml': 'other: 2\n',
      ...Object.fromEntries(Array.from({ length: 3500 }, (_, index) => [`templates/${index}.yaml`, deployment])),
    },
    findings: [],
  },
  {
    name: 'cyclic includes',
    files: {
      ...plain,
      ...slip,
      'templates/_a.tpl':
        '{{ define "a" }}{{ .Values.a }}{{ include "b" . }}{{ include "b" . }}{{ end }}{{ define "b" }}{{ .Values.b }}{{ include "a" . }}{{ include "a" . }}{{ end }}',
      'templates/cycle.yaml': '{{ include "a" . }}{{ template "b" . }}',
    },
    findings: reported,
  },
  {
    name: 'includes that double at every step',
    files: {
      ...plain,
      ...slip,
      'templates/_a.tpl': lines(
        40,
        index =>
          `{{ define "s${index}" }}{{ include "s${index + 1}" . }}{{ include "s${index + 1}" (dict "x" .) }}{{ end }}`,
      ),
      'templates/double.yaml': '{{ include "s0" . }}',
    },
    findings: reported,
  },
  {
    name: 'ranges within ranges',
    files: {
      ...plain,
      ...slip,
      'values.yaml': `replicas: 1\nnumbers: [${Array.from({ length: 500 }, (_, index) => index).join(', ')}]\n`,
      'templates/ranges.yaml': `${'{{ range .Values.numbers }}{{ range $.Values.numbers }}'.repeat(8)}{{ . }}${'{{ end }}{{ end }}'.repeat(8)}{{ range until 2000000000 }}{{ . }}{{ end }}`,
    },
    findings: reported,
  },
  {
    name: 'templates that do not parse',
    files: { ...plain, ...slip, 'templates/broken.yaml': '{{ if .Values.a }}{{ range }}{{ "' },
    findings: ['config/chart ', 'schema/unknown-key replica'],
  },
  {
    name: 'templates nested a thousand deep',
    files: {
      ...plain,
      'values-test.yaml': 'other: 2\n',
      'templates/deep.yaml': `${'{{ if .Values.a }}'.repeat(5000)}${'{{ end }}'.repeat(5000)}${'{{ ('.repeat(5000)}`,
    },
    findings: ['config/chart '],
  },
  {
    name: 'a values file of 1 MB',
    files: {
      ...plain,
      'values-test.yaml': `replica: 2\nreplicas: 2\n${lines(1, () => 'text: |')}${lines(15_000, index => `  line ${index} ${'x'.repeat(50)}`)}`,
    },
    findings: ['schema/unknown-key replica', 'schema/unknown-key text'],
  },
  {
    name: '1 MB of keys in the chart’s own values and in the overlay',
    files: {
      ...plain,
      'templates/all.yaml': '{{ toYaml .Values }}',
      'values.yaml': `replicas: 1\n${lines(20_000, index => `part${index}: {size: ${index}, name: name-${index}}`)}`,
      'values-test.yaml': `replica: 2\n${lines(20_000, index => `part${index}: {size: ${index + 1}, name: other-${index}}`)}`,
    },
    findings: ['schema/unknown-key replica'],
  },
  {
    name: 'a schema of 20,000 settings',
    files: {
      ...plain,
      ...slip,
      'values.schema.json': JSON.stringify({
        properties: Object.fromEntries(
          Array.from({ length: 20_000 }, (_, index) => [`part${index}`, { type: 'object', properties: { size: {} } }]),
        ),
      }),
    },
    findings: reported,
  },
  {
    name: 'a values file of 6 MB',
    files: { ...plain, 'values-test.yaml': `a: ${'x'.repeat(6 * 1024 * 1024)}\n` },
    findings: [],
    problem: /too large/,
  },
  {
    name: 'links that lead in a circle',
    files: { ...plain, ...slip },
    prepare: folder => {
      symlinkSync('..', join(folder, 'templates/up'));
      symlinkSync('loop-b', join(folder, 'loop-a'));
      symlinkSync('loop-a', join(folder, 'loop-b'));
      mkdirSync(join(folder, 'charts'));
      symlinkSync('../..', join(folder, 'charts/up'));
      symlinkSync('values-loop.yaml', join(folder, 'values-loop.yaml'));
    },
    findings: reported,
  },
  {
    name: 'a values file that is a link to itself',
    files: plain,
    file: 'values-loop.yaml',
    prepare: folder => symlinkSync('values-loop.yaml', join(folder, 'values-loop.yaml')),
    findings: [],
    problem: /cannot be read/,
  },
  {
    name: 'a package that unpacks to 1 GB',
    files: {
      ...plain,
      ...slip,
      'Chart.yaml': `${chartYaml}dependencies: [{name: bomb, version: 1.0.0}]\n`,
      'values.yaml': 'replicas: 1\nbomb: {size: 1}\n',
    },
    prepare: folder => {
      mkdirSync(join(folder, 'charts'));
      const zeros = gzipSync(Buffer.alloc(32 * 1024 * 1024));
      writeFiles(folder, { 'charts/note.txt': '' });
      writeBytes(
        join(folder, 'charts/bomb-1.0.0.tgz'),
        Buffer.concat([
          gzipSync(tar('bomb/values.yaml', Buffer.from('a: 1\n'))),
          ...Array.from({ length: 32 }, () => zeros),
        ]),
      );
      writeBytes(join(folder, 'charts/broken-1.0.0.tgz'), Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]));
    },
    findings: ['schema/unknown-key replica'],
  },
  {
    name: 'maps nested 100,000 deep',
    files: { ...plain, 'values-test.yaml': `a: ${'{b: '.repeat(100_000)}1${'}'.repeat(100_000)}\n` },
    findings: ['yaml/syntax '],
  },
  {
    name: 'lists nested 100,000 deep that never end',
    files: { ...plain, 'values-test.yaml': `a: ${'['.repeat(100_000)}\n` },
    findings: ['yaml/syntax '],
  },
  {
    name: 'the same in the chart’s own values and in Chart.yaml',
    files: {
      ...plain,
      ...slip,
      'values.yaml': `replicas: 1\ndeep: ${'{b: '.repeat(100_000)}1${'}'.repeat(100_000)}\n`,
      'Chart.yaml': `${chartYaml}annotations: ${'['.repeat(50_000)}\n`,
    },
    findings: ['config/chart ', 'schema/unknown-key replica'],
  },
  {
    name: 'aliases that double thirty times',
    files: {
      ...plain,
      'values-test.yaml': `a0: &a0 [x, x]\n${lines(30, index => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`)}`,
    },
    findings: ['yaml/syntax '],
  },
  {
    name: 'the same in the chart’s own values',
    files: {
      ...plain,
      ...slip,
      'values.yaml': `replicas: 1\na0: &a0 {x: 1, y: 2}\n${lines(30, index => `a${index + 1}: &a${index + 1} {x: *a${index}, y: *a${index}}`)}`,
    },
    findings: reported,
  },
  {
    name: 'merge keys in a circle',
    files: { ...plain, 'values-test.yaml': 'a: &a\n  <<: *a\n  b: 1\n' },
    findings: ['yaml/syntax '],
  },
  {
    name: 'a schema that refers to itself and has a pattern without end',
    files: {
      ...plain,
      'values-test.yaml': `name: ${'a'.repeat(50_000)}!\n`,
      'values.schema.json': JSON.stringify({
        properties: { name: { $ref: '#/definitions/a' }, self: { $ref: '#' } },
        definitions: {
          a: { $ref: '#/definitions/b' },
          b: { type: 'string', pattern: '^(a+)+$' },
        },
      }),
    },
    findings: ['values/unused name', 'schema/pattern name'],
  },
  {
    name: 'charts within charts, thirty deep',
    files: {
      ...plain,
      ...slip,
      ...Object.fromEntries(
        Array.from({ length: 30 }, (_, depth) => {
          const at = 'charts/shop/'.repeat(depth + 1);
          return [
            [`${at}Chart.yaml`, chartYaml],
            [`${at}values.yaml`, 'replicas: 1\n'],
            [`${at}templates/app.yaml`, deployment],
          ];
        }).flat(),
      ),
    },
    findings: reported,
  },
  {
    name: 'names that JavaScript uses itself',
    files: {
      ...plain,
      'values.yaml': 'replicas: 1\n__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\n',
      'values-test.yaml': '__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\ntoString: 1\n',
    },
    findings: ['values/unused constructor', 'schema/unknown-key toString'],
  },
];

async function check({ files, prepare, file = 'values-test.yaml' }: Trap, folder: string): Promise<FileResult> {
  writeFiles(folder, files);
  prepare?.(folder);
  return workspaceAt(folder).check(uriOfPath(join(folder, file)), { explicit: true });
}

describe('what a workspace may hold', () => {
  for (const trap of traps) {
    it(trap.name, async context =>
      inFolder(async folder => {
        const start = performance.now();
        const result = await check(trap, folder);
        const took = performance.now() - start;
        const { rss } = process.memoryUsage();
        const said = [...new Set(result.findings.map(({ code, path }) => `${code} ${path.join('.')}`))].slice(0, 20);
        context.diagnostic(`${Math.round(took)} ms, ${Math.round(rss / 1024 ** 2)} MB: ${said.slice(0, 5).join(', ')}`);
        assert.deepEqual(
          result.parts.flatMap(({ analysis }) => analysis.crashes),
          [],
        );
        assert.equal(result.problem !== undefined, trap.problem !== undefined, result.problem?.message);
        assert.match(result.problem?.message ?? '', trap.problem ?? /^$/);
        assert.deepEqual(said, trap.findings);
        assert.ok(took < maximalTime, `took ${took} ms`);
        assert.ok(rss < maximalMemory, `${rss} bytes`);
      }),
    );
  }
});
