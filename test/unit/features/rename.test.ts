import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rename, renameAt } from '../../../server/src/core/features/rename.ts';
import type { Files } from '../workspace/memory-host.ts';
import { nameOf, openIn } from './chart-files.ts';

const chartYaml = 'apiVersion: v2\nname: app\nversion: 1.0.0\n';

/** The changed files, or why it is refused. */
async function renamed(given: Files, newName: string): Promise<Files | string> {
  const files = { 'Chart.yaml': chartYaml, ...given };
  const { workspace, part, offset, edited } = await openIn(files);
  const place = renameAt(part.analysis, part.document, offset, nameOf);
  if (!place.ok) {
    return place.reason;
  }
  const { parts } = await workspace.valuesOf(place.chart, place.name);
  const result = rename(
    place,
    newName,
    parts.map(({ document }) => document),
  );
  return result.ok ? edited(result.edits) : result.reason;
}

describe('a key is renamed wherever it is set and read', () => {
  const cases: readonly (readonly [string, Files, string, Files])[] = [
    [
      'in values, overlays and templates',
      {
        'values.yaml': 'image:\n  t~ag: "" # which\n  name: a\nother:\n  tag: 1\n',
        'values-prod.yaml': 'image: {"tag": v1}\n',
        'templates/a.yaml':
          '{{ .Values.image.tag }}{{ $.Values.image.tag | quote }}{{ .Values.image.name }}{{ .Values.other.tag }}',
      },
      'version',
      {
        'values.yaml': 'image:\n  version: "" # which\n  name: a\nother:\n  tag: 1\n',
        'values-prod.yaml': 'image: {"version": v1}\n',
        'templates/a.yaml':
          '{{ .Values.image.version }}{{ $.Values.image.version | quote }}{{ .Values.image.name }}{{ .Values.other.tag }}',
      },
    ],
    [
      'from an overlay',
      { 'values.yaml': 'a: 1\n', 'values-prod.yaml': '~a: 2\n', 'templates/a.yaml': '{{ .Values.a }}' },
      'b',
      { 'values.yaml': 'b: 1\n', 'values-prod.yaml': 'b: 2\n', 'templates/a.yaml': '{{ .Values.b }}' },
    ],
    [
      'in scopes and variables',
      {
        'values.yaml': 'a:\n  ~b: 1\n',
        'templates/a.yaml': '{{ with .Values.a }}{{ .b }}{{ end }}{{ $x := .Values.a }}{{ $x.b }}{{ if $x }}{{ end }}',
      },
      'c',
      {
        'values.yaml': 'a:\n  c: 1\n',
        'templates/a.yaml': '{{ with .Values.a }}{{ .c }}{{ end }}{{ $x := .Values.a }}{{ $x.c }}{{ if $x }}{{ end }}',
      },
    ],
    [
      'a map, whose own keys are read further on',
      {
        'values.yaml': '~a:\n  b: 1\n',
        'templates/a.yaml': '{{ with .Values.a }}{{ .b }}{{ toYaml . }}{{ end }}{{ .Values.a.b }}',
      },
      'z',
      {
        'values.yaml': 'z:\n  b: 1\n',
        'templates/a.yaml': '{{ with .Values.z }}{{ .b }}{{ toYaml . }}{{ end }}{{ .Values.z.b }}',
      },
    ],
    [
      'in helpers that it is handed to',
      {
        'values.yaml': 'a:\n  ~b: 1\n',
        'templates/a.yaml': '{{ include "h" .Values.a }}{{ include "g" (dict "ctx" $) }}',
        'templates/_h.tpl': '{{ define "h" }}{{ .b }}{{ end }}{{ define "g" }}{{ .ctx.Values.a.b }}{{ end }}',
      },
      'c',
      {
        'values.yaml': 'a:\n  c: 1\n',
        'templates/_h.tpl': '{{ define "h" }}{{ .c }}{{ end }}{{ define "g" }}{{ .ctx.Values.a.c }}{{ end }}',
      },
    ],
    [
      'between quotes, with any name',
      {
        'values.yaml': 'a:\n  ~b-c: 1\n',
        'templates/a.yaml':
          '{{ index .Values "a" "b-c" }}{{ dig "b-c" "x" .Values.a }}{{ if hasKey .Values.a "b-c" }}{{ get .Values.a "b-c" }}{{ end }}',
      },
      'd.e',
      {
        'values.yaml': 'a:\n  d.e: 1\n',
        'templates/a.yaml':
          '{{ index .Values "a" "d.e" }}{{ dig "d.e" "x" .Values.a }}{{ if hasKey .Values.a "d.e" }}{{ get .Values.a "d.e" }}{{ end }}',
      },
    ],
    [
      'that nothing reads',
      { 'values.yaml': 'a: 1\n~b: 2\n', 'templates/a.yaml': '{{ .Values.a }}' },
      'on',
      { 'values.yaml': 'a: 1\n"on": 2\n' },
    ],
  ];
  for (const [name, files, to, expected] of cases) {
    it(name, async () => assert.deepEqual(await renamed(files, to), expected));
  }
});

describe('what is not proven is refused, with the reason', () => {
  const one = (template: string, values = 'a:\n  ~b: 1\n'): Files => ({
    'values.yaml': values,
    'templates/a.yaml': template,
  });
  const cases: readonly (readonly [string, Files, string, RegExp])[] = [
    ['a value', one('{{ .Values.a.b }}', 'a:\n  b: ~1\n'), 'c', /^Only keys/],
    ['no chart', { 'a/b/c/d/e/values.yaml': '~a: 1\n' }, 'b', /^No chart is at hand/],
    ['written out with all around it', one('{{ toYaml .Values.a }}'), 'c', /^templates\/a\.yaml:1 reads all of 'a'/],
    ['all values written out', one('\n{{ toYaml .Values }}'), 'c', /^templates\/a\.yaml:2 reads all of 'the values'/],
    ['run through', one('{{ range $k, $v := .Values.a }}{{ $k }}{{ end }}'), 'c', /reads all of 'a'/],
    [
      'looked up by a name made at run time',
      one('{{ index .Values.a .Release.Name }}'),
      'c',
      /put together when the template runs/,
    ],
    ['a name put together', one('{{ index .Values.a (printf "%s" "b") }}'), 'c', /without spelling/],
    ['plucked', one('{{ range pluck "b" .Values.a }}{{ .x }}{{ end }}'), 'c', /without spelling/],
    ['left out by its name', one('{{ toYaml (omit .Values.a "b") }}'), 'c', /reads all of|for certain/],
    [
      'a line that reads another setting too',
      {
        ...one(
          '{{ include "h" .Values.a }}{{ include "h" .Values.x }}{{ define "h" }}{{ .b }}{{ end }}',
          'a:\n  ~b: 1\nx:\n  b: 1\n',
        ),
      },
      'c',
      /another name would break/,
    ],
    ['an item', one('{{ range .Values.l }}{{ .n }}{{ end }}', 'l:\n  - ~n: 1\n'), 'c', /list/],
    ['global', one('{{ .Values.global.a }}', 'global:\n  ~a: 1\n'), 'c', /global/],
    [
      'a subchart',
      {
        'Chart.yaml': `${chartYaml}dependencies:\n  - name: db\n    version: 1.0.0\n`,
        ...one('{{ .Values.db.x }}', 'db:\n  ~x: 1\n'),
      },
      'c',
      /subchart/,
    ],
    [
      'a library that comes with the chart',
      {
        'Chart.yaml': `${chartYaml}dependencies:\n  - name: lib\n    version: 1.0.0\n`,
        ...one('{{ include "lib" . }}'),
        'charts/lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n',
        'charts/lib/templates/_l.tpl': '{{ define "lib" }}{{ .Values.a.b }}{{ end }}',
      },
      'c',
      /^charts\/lib\/templates\/_l\.tpl:1 reads it, in a subchart/,
    ],
    ['a name that is taken', one('{{ .Values.a.b }}', 'a:\n  ~b: 1\n  c: 2\n'), 'c', /already/],
    ['a name that a template reads', one('{{ .Values.a.b }}{{ .Values.a.c }}'), 'c', /already/],
    ['its own name', one('{{ .Values.a.b }}'), 'b', /its name/],
    ['no name', one('{{ .Values.a.b }}'), 'c d', /no name/],
    ['no name for a field', one('{{ .Values.a.b }}'), 'c-d', /only letters/],
    ['an anchor', one('{{ .Values.a.b }}{{ .Values.c.b }}', 'a: &x\n  ~b: 1\nc: *x\n'), 'd', /anchor/],
    [
      'a condition in Chart.yaml',
      {
        'Chart.yaml': `${chartYaml}dependencies:\n  - name: db\n    version: 1.0.0\n    condition: a.b\n`,
        ...one('{{ .Values.a.b }}'),
      },
      'c',
      /^Chart\.yaml:5 reads it without spelling/,
    ],
    [
      'the schema of the chart',
      { 'values.schema.json': '{"properties":{"a":{"properties":{"b":{}}}}}', ...one('{{ .Values.a.b }}') },
      'c',
      /schema\.json/,
    ],
    [
      'a text in the values',
      one('{{ tpl .Values.t . }}', 'a:\n  ~b: 1\nt: "{{ .Values.a.b }}"\n'),
      'c',
      /values\.yaml:3 reads it without/,
    ],
    ['a template that does not parse', one('{{ .Values.a.b }}{{ if }'), 'c', /for certain/],
    ['templates that are not at hand', { 'values.yaml': '~a: 1\n' }, 'c', /for certain/],
  ];
  for (const [name, files, to, expected] of cases) {
    it(name, async () => {
      const result = await renamed(files, to);
      assert.equal(typeof result, 'string', JSON.stringify(result));
      assert.match(String(result), expected);
    });
  }
});
