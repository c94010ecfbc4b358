import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command, Expression, Pipeline, TemplateNode } from '../../../server/src/core/chart/template/node.ts';
import { parseTemplate } from '../../../server/src/core/chart/template/parser.ts';

/** The tree in one line, spelled out so that structure shows. */
const draw = (text: string): string => parseTemplate(text).nodes.map(drawNode).join(' ');

function drawNode(node: TemplateNode): string {
  switch (node.kind) {
    case 'text':
      return JSON.stringify(node.text);
    case 'action':
      return `{${drawPipeline(node.pipeline)}}`;
    case 'if':
    case 'with':
    case 'range': {
      const otherwise = node.otherwise.length > 0 ? ` else ${node.otherwise.map(drawNode).join(' ')}` : '';
      return `${node.kind}(${drawPipeline(node.pipeline)})[${node.body.map(drawNode).join(' ')}${otherwise}]`;
    }
    case 'template':
      return `template(${node.name.value}${node.pipeline ? ` ${drawPipeline(node.pipeline)}` : ''})`;
    case 'define':
    case 'block': {
      const given = node.pipeline ? ` ${drawPipeline(node.pipeline)}` : '';
      return `${node.kind}(${node.name.value}${given})[${node.body.map(drawNode).join(' ')}]`;
    }
    default:
      return node.kind;
  }
}

function drawPipeline({ variables, assigns, commands }: Pipeline): string {
  const names = variables.map(({ name }) => name).join(',');
  return (names ? `${names}${assigns ? '=' : ':='}` : '') + commands.map(drawCommand).join('|');
}

const drawCommand = ({ first, rest }: Command): string => [first, ...rest].map(drawExpression).join(' ');

function drawExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'boolean':
      return String(expression.value);
    case 'number':
      return expression.text;
    case 'string':
      return JSON.stringify(expression.value);
    case 'function':
      return expression.name;
    case 'field':
      return `<${expression.fields.map(({ name }) => name).join(' ')}>`;
    case 'variable':
      return `<${[expression.name, ...expression.fields.map(({ name }) => name)].join(' ')}>`;
    case 'chain':
      return `${drawExpression(expression.target)}<${expression.fields.map(({ name }) => name).join(' ')}>`;
    case 'pipeline':
      return `(${drawPipeline(expression)})`;
  }
}

const trees: readonly (readonly [string, string])[] = [
  ['plain', '"plain"'],
  ['a {{ .b }} c', '"a " {<b>} " c"'],
  ['a \n{{- .b -}}\n c', '"a" {<b>} "c"'],
  ['{{.Values.a.b}}', '{<Values a b>}'],
  ['{{ $ }}{{ $.Values.a }}{{ . }}', '{<$>} {<$ Values a>} {.}'],
  ['{{ $x := .a | default "y" }}{{ $x = 1 }}', '{$x:=<a>|default "y"} {$x=1}'],
  ['{{ (index .Values "a").b }}', '{(index <Values> "a")<b>}'],
  [
    '{{ include "x" (dict "a" . "b" (list 1 2.5 -3)) | nindent 4 }}',
    '{include "x" (dict "a" . "b" (list 1 2.5 -3))|nindent 4}',
  ],
  ['{{ if .a }}1{{ else if .b }}2{{ else }}3{{ end }}', 'if(<a>)["1" else if(<b>)["2" else "3"]]'],
  ['{{ with .a }}1{{ else with .b }}2{{ end }}4', 'with(<a>)["1" else with(<b>)["2"]] "4"'],
  ['{{ range $k, $v := .m }}{{ $k }}{{ break }}{{ else }}none{{ end }}', 'range($k,$v:=<m>)[{<$k>} break else "none"]'],
  ['{{ range .l }}{{ continue }}{{ end }}', 'range(<l>)[continue]'],
  ['{{ define "a" }}x{{ end }}{{ template "a" }}{{ template "a" . }}', 'define(a)["x"] template(a) template(a .)'],
  ['{{ block "a" .b }}x{{ end }}', 'block(a <b>)["x"]'],
  ['{{/* {{ no }} */}}x{{- /* y */ -}} z', 'comment "x" comment "z"'],
  ['{{ `raw "x"\n` }}{{ "\\u00e9\\x41\\n" }}', '{"raw \\"x\\"\\n"} {"éA\\n"}'],
  ["{{ 'x' }}{{ 0x1F }}{{ 1_000 }}{{ 1e3 }}{{ .5 }}{{ 1i }}", "{'x'} {0x1F} {1_000} {1e3} {.5} {1i}"],
  ['{{ print nil true false }}', '{print nil true false}'],
  ['{{ .a.b | quote\n  | indent 2 }}', '{<a b>|quote|indent 2}'],
  ['{{ .größe }}', '{<größe>}'],
  ['{{ .a | }}', '{<a>}'],
  ['}} { {', '"}} { {"'],
];

/** Templates that Go refuses, and the text that the first problem stands on. */
const refusals: readonly (readonly [string, string])[] = [
  ['a {{ .b', '{{ .b'],
  ['{{ "abc }}', '"abc }}'],
  ['{{ }}', '}}'],
  ['{{ (.a }}', '}}'],
  ['{{ .a) }}', ') }}'],
  ['{{ .a .b | 1 }}', '1'],
  ['{{ nosuch .a }}', 'nosuch'],
  ['{{ $x }}', '$x'],
  ['{{ if .a }}', '{{ if .a }}'],
  ['{{ if }}{{ end }}', '}}'],
  ['{{ end }}', '{{ end }}'],
  ['{{ else }}', 'else'],
  ['{{ if .a }}{{ else }}{{ else }}{{ end }}', 'else'],
  ['{{ if .a }}{{ else with .b }}{{ end }}', 'with'],
  ['{{ break }}', '{{ break }}'],
  ['{{ range .a }}{{ else }}{{ continue }}{{ end }}', '{{ continue }}'],
  ['{{ if .a }}{{ define "x" }}{{ end }}{{ end }}', '{{ define "x" }}'],
  ['{{ define "x" }}1{{ end }}{{ define "x" }}2{{ end }}', '"x"'],
  ['{{ template .a }}', '.a'],
  ['{{ .a..b }}', '.'],
  ['{{ "a".b }}', '"a".b'],
  ['{{ "\\q" }}', '"\\q"'],
  ['{{ 0b2 }}', '0'],
  ['{{ 1.2.3 }}', '.3'],
  ['{{ a-b }}', 'a-'],
  ['{{/* x }}', '{{/* x }}'],
  ['{{/* x */ }}', '{{/* x */ }}'],
  ['{{ if $a, $b := .c }}{{ end }}', ','],
  ['{{ # }}', '#'],
  ['{{ "a""b" }}', '"b"'],
];

describe('a template', () => {
  for (const [text, tree] of trees) {
    it(`is read: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseTemplate(text).problems, []);
      assert.equal(draw(text), tree);
    });
  }
});

describe('a template that Go refuses', () => {
  for (const [text, at] of refusals) {
    it(`has a problem: ${JSON.stringify(text)}`, () => {
      const [problem] = parseTemplate(text).problems;
      assert.ok(problem);
      assert.ok(text.slice(problem.span.start, problem.span.end).startsWith(at.slice(0, 1)), JSON.stringify(problem));
    });
  }

  it('is read on behind the mistake', () => {
    assert.equal(draw('{{ if .a | | }}1{{ .b }}{{ end }}{{ .c }}'), 'if()[broken "1" {<b>}] {<c>}');
    assert.equal(draw('{{ "x }}\n{{ .c }}'), 'broken "\\n" {<c>}');
    assert.equal(draw('{{ .a \nb: {{ .c }}'), 'broken {<c>}');
  });

  it('keeps what stands in a block without an end', () => {
    assert.equal(draw('{{ if .a }}{{ .b }}'), 'if(<a>)[{<b>}]');
  });

  it('is bounded in depth', () => {
    const deep = 5000;
    const blocks = parseTemplate('{{ if .a }}'.repeat(deep) + '{{ end }}'.repeat(deep));
    assert.deepEqual(
      blocks.problems.map(({ code }) => code),
      ['too-deep'],
    );
    assert.equal(parseTemplate(`{{ ${'('.repeat(deep)}.a${')'.repeat(deep)} }}`).problems.length, 1);
  });
});

describe('spans', () => {
  it('are UTF-16 offsets of names and strings', () => {
    const text = '𝒳é {{ index .Values.größe "a" }}';
    const [, action] = parseTemplate(text).nodes;
    assert.equal(action?.kind, 'action');
    const command = action.kind === 'action' ? action.pipeline.commands[0] : undefined;
    const [field, key] = command?.rest ?? [];
    assert.ok(field?.kind === 'field' && key);
    const slice = ({ span }: { span: { start: number; end: number } }) => text.slice(span.start, span.end);
    assert.deepEqual(
      [slice(action), ...field.fields.map(slice), slice(key)],
      [text.slice(4), 'Values', 'größe', '"a"'],
    );
  });
});
