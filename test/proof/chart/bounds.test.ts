import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createChart } from '../../../server/src/core/chart/chart.ts';
import { documentDefaults } from '../../../server/src/core/chart/comments.ts';
import type { TemplateReads } from '../../../server/src/core/chart/references.ts';
import { parseTemplate } from '../../../server/src/core/chart/template/parser.ts';

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

function check(reads: TemplateReads, expected: string): void {
  const names: Readonly<Record<string, string>> = { '+': 'yes', '-': 'no', '?': 'maybe' };
  for (const item of expected.split(' ')) {
    assert.equal(answer(reads, item.slice(1)), names[item.charAt(0)], item);
  }
}

describe('comments: bounds', () => {
  it('a large file takes time in proportion', () => {
    const text = Array.from(
      { length: 3_000 },
      (_, at) => `# Words about it.\nkey${at}:\n  # b: 1\n  a: {x: [1, 2]}\n  # c: 2\n`,
    ).join('');
    const started = performance.now();
    assert.equal(documentDefaults(text).root?.entries.size, 3_000);
    assert.ok(performance.now() - started < 10_000);
  });

  it('aliases that multiply, and nesting without end', () => {
    const bomb = `a: &a0 [x]\n${Array.from({ length: 40 }, (_, at) => `b${at}: &a${at + 1} [*a${at}, *a${at}]`).join('\n')}\n`;
    assert.ok(documentDefaults(bomb).root);
    documentDefaults(`a: ${'['.repeat(50_000)}`);
    documentDefaults('a: &a\n  b: *a\n');
    documentDefaults('? {x: 1}\n: 2\n__proto__: 1\nconstructor:\n  prototype: 2\n');
  });
});

describe('references: bounds', () => {
  it('3,000 templates', () => {
    const templates = Array.from({ length: 3000 }, (_, at) => ({
      path: `templates/t${at}.yaml`,
      text: `{{ define "h${at}" }}{{ .Values.h.k${at} }}{{ end }}{{ include "h${(at * 7) % 3000}" . }}{{ range .Values.l }}{{ .a }}{{ end }}`,
    }));
    const started = performance.now();
    const reads = createChart({ chartYaml, templates, subcharts: [] }).templateReads();
    check(reads, '+h.k0 +h.k2999 +l.0.a -h.k3000 -l.0.b');
    assert.ok(performance.now() - started < 10_000);
  });

  it('templates that call each other in circles, with more each time', () => {
    const helpers =
      '{{ define "a" }}{{ include "b" (dict "p" . "v" .v.x) }}{{ include "b" (dict "q" . "v" .v) }}{{ end }}' +
      '{{ define "b" }}{{ include "a" (dict "p" . "v" .v.y) }}{{ include "a" (dict "r" . "v" .v) }}{{ end }}';
    const started = performance.now();
    const reads = readsOf('{{ include "a" (dict "v" .Values.t) }}{{ .Values.z }}', helpers);
    check(reads, '+z +t.x ?t.x.y.x.y.x.y.z -other');
    assert.ok(performance.now() - started < 10_000);
  });

  it('conditions that double what a variable may be', () => {
    const text = Array.from(
      { length: 40 },
      (_, at) => `{{ $x := .Values }}{{ if .Values.c }}{{ $x = dict "l" $x "r${at}" .Values.v }}{{ end }}`,
    ).join('');
    const nested = `{{ $y := .Values.a }}${'{{ if .Values.c }}{{ $y = dict "l" $y "r" $y }}{{ end }}'.repeat(40)}{{ toYaml $y }}`;
    const started = performance.now();
    check(readsOf(`${text}${nested}`), '+c ?a.x');
    assert.ok(performance.now() - started < 10_000);
  });
});

describe('templates: bounds', () => {
  it('takes time in proportion to its length', () => {
    const started = performance.now();
    for (const text of ['{{ "', '{{', '{{/*', '{{ `', '{{ (', "{{ '", '{{ if .a }}', '{{ $x := ']) {
      parseTemplate(text.repeat(20_000));
    }
    assert.ok(performance.now() - started < 20_000);
  });
});
