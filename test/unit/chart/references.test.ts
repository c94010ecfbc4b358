import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ChartFiles, createChart } from '../../../server/src/core/chart/chart.ts';
import type { TemplateReads } from '../../../server/src/core/chart/references.ts';

const chartYaml = 'apiVersion: v2\nname: app\nversion: 1.0.0\n';

const readsOf = (text: string, helpers = ''): TemplateReads =>
  createChart({
    chartYaml,
    templates: [
      { path: 'templates/a.yaml', text },
      { path: 'templates/_helpers.tpl', text: helpers },
    ],
    subcharts: [],
  }).templateReads();

const answer = (reads: TemplateReads, path: string): string => reads.isRead(path.split('.'));

/** A template, and what can be said about paths of its values: `+` read, `-` not read, `?` cannot be told. */
const tables: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'fields and scopes': [
    ['{{ .Values.a.b }}', '+a.b +a -a.c -b ?a.b.c'],
    ['{{ $.Values.a }}{{ range .Values.l }}{{ $.Values.b }}{{ end }}', '+a +b +l -c'],
    ['{{ with .Values.a }}{{ .b }}{{ .c.d }}{{ end }}', '+a.b +a.c.d -a.d -a.c.e -b'],
    ['{{ with .Values.a }}{{ .b }}{{ else }}{{ .Values.c }}{{ end }}', '+a.b +c -a.c'],
    ['{{ with $x := .Values.a }}{{ $x.b }}{{ $.Values.c }}{{ end }}', '+a.b +c -a.c'],
    ['{{ if .Values.a.on }}{{ .Values.a.b }}{{ end }}', '+a.on +a.b -a.c'],
    ['{{ if .Values.a }}{{ .Values.a.b }}{{ end }}', '+a +a.b -a.c'],
    ['{{ if .Values.a }}x{{ end }}', '+a ?a.b'],
    ['{{ (.Values.a).b }}{{ (default dict .Values.c).d }}', '+a.b +c.d -a.c -c.e'],
    ['{{/* .Values.a */}}{{ "x.Values.b" }} .Values.c', '-a -b -c'],
  ],
  variables: [
    ['{{ $x := .Values.a }}{{ $x.b }}', '+a.b -a.c'],
    ['{{ $x := .Values.a }}{{ if .Values.c }}{{ $x = .Values.b }}{{ end }}{{ $x.k }}', '+a.k +b.k -a.j -b.j'],
    ['{{ $x := .Values.a }}{{ $x = .Values.b }}{{ $x.k }}', '+a +b.k -b.j'],
    ['{{ $x := "" }}{{ range list "a" "b" }}{{ $x = index $.Values . }}{{ end }}{{ $x.k }}', '+b.k +a ?a.k -c'],
    ['{{ $o := .Values }}{{ range splitList "." "a.b" }}{{ $o = index $o . }}{{ end }}{{ $o }}', '+a.b -c'],
    ['{{ $o := .Values.t }}{{ range .Values.path }}{{ $o = index $o . }}{{ end }}{{ $o }}', '?t.x ?t.x.y -u'],
  ],
  'whole values': [
    ['{{ toYaml .Values.a | nindent 2 }}', '+a.b.c +a -b'],
    ['{{ .Values.a | toJson }}{{ .Values.l | join "," }}', '+a.b +l.0 -b'],
    ['{{ toYaml .Values }}', '+a +a.b.c'],
    ['{{ . | toYaml }}', '?a ?a.b'],
    ['{{ .Values.AsMap | toYaml }}', '+a.b'],
    ['{{ toYaml (omit .Values.a "b") }}{{ toYaml (pick .Values.c "d") }}', '+a.x +c.d.e -c.f'],
    ['{{ range $k, $v := .Values.m }}{{ $k }}: {{ $v.x }}{{ end }}', '+m.any +m.any.x -m.any.y -n'],
    [
      '{{ range .Values.l }}{{ .host }}{{ range .paths }}{{ .path }}{{ end }}{{ end }}',
      '+l.0.host +l.1.paths.0.path -l.0.hots',
    ],
    ['{{ range .Values.l }}{{ . }}{{ end }}', '+l.0'],
  ],
  'functions that look something up': [
    ['{{ index .Values "a" "b-c" }}', '+a.b-c -a.b'],
    ['{{ (index .Values.l 0).name }}', '+l.0.name -l.0.nam'],
    ['{{ (first .Values.l).name }}', '+l.0.name -l.0.nam'],
    ['{{ get .Values.a "b" }}{{ dig "c" "d" "none" .Values.a }}', '+a.b +a.c.d -a.e -a.c.e'],
    ['{{ if hasKey .Values.a "b" }}{{ end }}', '+a.b -a.c'],
    ['{{ index .Values (printf "%s" "a") }}{{ index .Values.b .Release.Name }}', '+a ?b.x -c'],
    ['{{ range $n := list "a" "b" }}{{ (index $.Values $n).x }}{{ end }}', '+a.x +b.x -a.y -c'],
    ['{{ range $n, $v := dict "k" .Values.a }}{{ (index $.Values $n).x }}{{ $v.y }}{{ end }}', '+k.x +a.y -a.x'],
    ['{{ range pluck "x" .Values.a .Values.b }}{{ .y }}{{ end }}', '+a.x.y +b.x.y -a.y'],
  ],
  'functions that choose': [
    ['{{ .Values.a.x | default .Values.b.x }}', '+a.x +b.x -a.y'],
    [
      '{{ (coalesce .Values.a .Values.b).x }}{{ (ternary .Values.c .Values.d .Values.e).x }}',
      '+a.x +b.x +c.x +d.x +e -a.y -c.y',
    ],
    ['{{ with (or .Values.a .Values.b) }}{{ .x }}{{ end }}', '+a.x +b.x -a.y'],
    ['{{ (required "needed" .Values.a).b }}', '+a.b -a.c'],
    ['{{ (mergeOverwrite (dict) .Values.a .Values.b).x }}', '+a.x +b.x -a.y -b.y'],
    ['{{ $m := merge (deepCopy .Values.a) .Values.b }}{{ $m.x }}', '+a.x +b.x -a.y'],
    ['{{ $_ := merge .Values.a .Values.b }}{{ .Values.a.x }}', '+a.x ?b.x ?b.y'],
    ['{{ $d := dict }}{{ $_ := set $d "k" .Values.a }}{{ $d.k.x }}', '+a.x ?a.y'],
    ['{{ $_ := set .Values "k" .Values.a }}{{ .Values.k.x }}', '+k.x ?a.x'],
    ['{{ range concat .Values.a .Values.b }}{{ .x }}{{ end }}', '+a.0.x +b.0.x -a.0.y'],
    ['{{ range append .Values.a .Values.b }}{{ .x }}{{ end }}', '+a.0.x +b.x -b.y'],
  ],
};

function check(reads: TemplateReads, expected: string): void {
  const names: Readonly<Record<string, string>> = { '+': 'yes', '-': 'no', '?': 'maybe' };
  for (const item of expected.split(' ')) {
    assert.equal(answer(reads, item.slice(1)), names[item.charAt(0)], item);
  }
}

for (const [title, rows] of Object.entries(tables)) {
  describe(title, () => {
    for (const [text, expected] of rows) {
      it(text, () => check(readsOf(text), expected));
    }
  });
}

/** A template, helpers, and what can be said. */
const helped: readonly (readonly [string, string, string])[] = [
  ['{{ include "h" . }}', '{{ define "h" }}{{ .Values.a }}{{ end }}', '+a -b'],
  ['{{ template "h" .Values.a }}', '{{ define "h" }}{{ .b }}{{ $.c }}{{ end }}', '+a.b +a.c -a.d -b'],
  [
    '{{ include "h" (dict "v" .Values.a "ctx" $) }}',
    '{{ define "h" }}{{ .v.x }}{{ .ctx.Values.b }}{{ end }}',
    '+a.x +b -a.y',
  ],
  [
    '{{ include "h" (list . .Values.a) }}',
    '{{ define "h" }}{{ (index . 1).x }}{{ (index . 0).Values.b }}{{ end }}',
    '+a.x +b -a.y -c',
  ],
  [
    '{{ include "h" (list . .Values.a) }}',
    '{{ define "h" }}{{ $root := first . }}{{ with last . }}{{ .x }}{{ end }}{{ $root.Values.b }}{{ end }}',
    '+a.x +b -c',
  ],
  ['{{ include "h" (dict "Values" .Values.a) }}', '{{ define "h" }}{{ .Values.x }}{{ end }}', '+a.x -x -a.y'],
  [
    '{{ include "h" (merge (dict "v" .Values.a) .) }}',
    '{{ define "h" }}{{ .v.x }}{{ .Values.b }}{{ end }}',
    '+a.x +b -c',
  ],
  ['{{ include (printf "%s.h" .Chart.Name) . }}', '{{ define "app.h" }}{{ .Values.a }}{{ end }}', '+a -b'],
  ['{{ include (print $.Template.BasePath "/_helpers.tpl") . }}', '{{ .Values.a }}', '+a -b'],
  ['{{ include (printf "h.%s" .Values.kind) . }}', '{{ define "h.x" }}{{ .Values.a }}{{ end }}', '+kind +a -b'],
  ['{{ include "nowhere" . }}', '', '?a ?a.b'],
  ['{{ include "nowhere" .Values.a }}', '', '+a ?a.b -b'],
  ['{{ include "h" . }}', '{{ define "h" }}{{ include "h" . }}{{ .Values.a }}{{ end }}', '+a -b'],
  [
    '{{ include "h" .Values.a }}',
    '{{ define "h" }}{{ range . }}{{ include "h" .children }}{{ end }}{{ end }}',
    '+a.0.children -b',
  ],
  ['{{ index .Values (include "h" .) }}', '{{ define "h" -}} a {{- end }}', '+a -b'],
  ['', '{{ define "unused" }}{{ .Values.a }}{{ end }}', '?a -b'],
  ['{{ block "h" .Values.a }}{{ .x }}{{ end }}', '', '+a.x -a.y'],
  ['{{ tpl .Values.a . }}', '', '+a -b'],
  ['{{ tpl "{{ .Values.b }}" . }}', '', '+b -a'],
  ['{{ tpl (printf "{{ .Values.%s }}" .Values.k) . }}', '', '+k ?a ?b'],
  ['{{ tpl (.Files.Get "x") . }}', '', '?a'],
  ['{{ .Files.Get .Values.f }}', '', '+f -a'],
  ['{{ .Values.a | | }}', '', '?a ?b'],
];

describe('helpers', () => {
  for (const [text, helpers, expected] of helped) {
    it(`${text} with ${helpers}`, () => check(readsOf(text, helpers), expected));
  }

  it('may be defined in another chart', () => {
    const library: ChartFiles = {
      chartYaml: 'apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n',
      templates: [{ path: 'templates/_lib.tpl', text: '{{ define "lib.h" }}{{ .Values.a.b }}{{ end }}' }],
      subcharts: [],
    };
    const templates = [{ path: 'templates/a.yaml', text: '{{ include "lib.h" . }}' }];
    check(createChart({ chartYaml, templates, subcharts: [library] }).templateReads(), '+a.b -a.c -c');
  });
});

describe('texts out of values', () => {
  const text = '{{ tpl .Values.name . }}';
  const site = { uri: 'values.yaml', span: { start: 5, end: 25 } };

  it('read settings when they are evaluated', () => {
    const reads = readsOf(text);
    check(reads, '-a.b');
    const evaluated = reads.withTexts([{ text: '{{ .Values.a.b }}', site }]);
    check(evaluated, '+a.b -a.c +name');
    assert.deepEqual(
      evaluated.references(['a', 'b']).map(reference => reference.site),
      [site],
    );
  });

  it('are evaluated with what tpl is given', () => {
    const reads = readsOf('{{ tpl .Values.name (dict "x" .Values.a) }}');
    check(reads.withTexts([{ text: '{{ .x.b }}{{ .Values.c }}', site }]), '+a.b -c');
  });

  it('mean nothing where nothing evaluates them', () => {
    const reads = readsOf('{{ .Values.name }}');
    assert.equal(reads.evaluatesValues, false);
    assert.equal(reads.withTexts([{ text: '{{ .Values.a }}', site }]), reads);
  });
});

describe('references', () => {
  const slices = (text: string, path: string): readonly (readonly [string, string, readonly string[]])[] =>
    readsOf(text)
      .references(path.split('.'))
      .map(({ kind, site: { span }, spelled }) => [
        kind,
        text.slice(span.start, span.end),
        spelled.map(part => text.slice(part.start, part.end)),
      ]);

  it('say where and how a setting is read, and where its keys are spelled', () => {
    const text =
      '{{ .Values.a.b }}{{ with .Values.a }}{{ .b | quote }}{{ end }}{{ if index .Values "a" "b" }}{{ end }}{{ $x := .Values.a }}{{ toYaml $x.b }}';
    assert.deepEqual(slices(text, 'a.b'), [
      ['read', '.Values.a.b', ['a', 'b']],
      ['read', '.b', ['b']],
      ['test', 'index .Values "a" "b"', ['a', 'b']],
      ['whole', '$x.b', ['b']],
    ]);
  });

  it('tell defaults, requirements, loops and what is handed on', () => {
    assert.deepEqual(slices('{{ .Values.a | default 1 }}', 'a'), [['default', '.Values.a', ['a']]]);
    assert.deepEqual(slices('{{ range .Values.a }}{{ end }}', 'a')[0], ['iterate', '.Values.a', ['a']]);
    assert.deepEqual(slices('{{ $x := .Values.a }}', 'a'), [['pass', '.Values.a', ['a']]]);
  });

  it('know what is required, with which message, and whether always', () => {
    const required = (text: string, helpers = '') =>
      readsOf(text, helpers).required.map(reference => [
        reference.path.join('.'),
        reference.required,
        reference.certain,
      ]);
    assert.deepEqual(required('{{ required "give a" .Values.a.b }}'), [['a.b', 'give a', true]]);
    assert.deepEqual(required('{{ .Values.a | required "give a" }}'), [['a', 'give a', true]]);
    assert.deepEqual(required('{{ if .Values.x }}{{ required "give a" .Values.a }}{{ end }}'), [
      ['a', 'give a', false],
    ]);
    assert.deepEqual(required('{{ include "h" . }}', '{{ define "h" }}{{ required "m" .Values.a }}{{ end }}'), [
      ['a', 'm', true],
    ]);
    assert.deepEqual(required('{{ required "either" (default .Values.a .Values.b) }}'), []);
    assert.deepEqual(required('{{ and .Values.x (required "m" .Values.a) }}'), [['a', 'm', false]]);
  });

  it('are exact unless a whole subtree is meant', () => {
    const exact = (text: string) => readsOf(text).references(['a'])[0]?.exact;
    assert.equal(exact('{{ .Values.a }}'), true);
    assert.equal(exact('{{ toYaml .Values.a }}'), false);
    assert.equal(exact('{{ index .Values .Release.Name }}'), false);
  });

  it('name the keys that are read of a map', () => {
    assert.deepEqual(readsOf('{{ .Values.a.b }}{{ .Values.a.c.d }}').keysBelow(['a']), ['b', 'c']);
  });

  it('name the templates that are missing', () => {
    assert.deepEqual([...readsOf('{{ include "common.names" . }}').missing.keys()], ['common.names']);
  });
});

describe('subcharts', () => {
  const child = (name: string, text: string): ChartFiles => ({
    chartYaml: `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
    templates: [{ path: 'templates/x.yaml', text }],
    subcharts: [],
  });
  const dependencies = [
    'dependencies:',
    '  - name: db',
    '    alias: store',
    '    version: 1.x',
    '    repository: https://charts.example.com',
    '    condition: store.enabled,global.store',
    '    tags: [back]',
    '  - name: cache',
    '    version: 1.x',
  ].join('\n');
  const chart = createChart({
    chartYaml: `${chartYaml}${dependencies}\n`,
    templates: [{ path: 'templates/a.yaml', text: '{{ .Values.own }}{{ .Subcharts.store.Values.z }}' }],
    subcharts: [child('db', '{{ .Values.x }}{{ .Values.global.g }}')],
  });

  it('read their part of the values, and global', () => {
    check(chart.templateReads(), '+own +store.x +store.z +store.global.g +global.g -store.y -db.x -x');
  });

  it('are switched by conditions and tags', () => {
    check(chart.templateReads(), '+store.enabled +tags.back -tags.front');
  });

  it('that are not at hand may read anything of theirs', () => {
    check(chart.templateReads(), '?cache.anything ?global.other -ownn');
    assert.deepEqual(
      chart.absent.map(({ key }) => key),
      ['cache'],
    );
  });
});
