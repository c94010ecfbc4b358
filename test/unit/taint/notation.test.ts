// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what a shell or Terraform fills in
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  effectOf,
  readTaintString,
  readTaintStrings,
  readValueAndEffect,
} from '../../../server/src/core/taint/notation.ts';
import { isOnlyTemplate, isTemplated, mask, withoutControl } from '../../../server/src/core/taint/template.ts';

const picture = (text: string): string | undefined => {
  const taint = readTaintString(text);
  const flags = taint && [taint.templated ? ' templated' : '', taint.removal ? ' removal' : ''].join('');
  return taint && `${taint.key}|${taint.value}|${taint.effect}${flags}`;
};

const strings: readonly (readonly [string, string | undefined])[] = [
  ['key=value:NoSchedule', 'key|value|NoSchedule'],
  ['key=:NoExecute', 'key|null|NoExecute'],
  ['key:PreferNoSchedule', 'key|null|PreferNoSchedule'],
  ['example.com/key=v:NO_SCHEDULE', 'example.com/key|v|NoSchedule'],
  ['a=b:c', 'a|b|null'],
  ['key=value:NoSchedule-', 'key|value|NoSchedule removal'],
  ['key:NoSchedule-', 'key|null|NoSchedule removal'],
  ['key-', 'key|null|null removal'],
  ['${var.key}=x:NoSchedule', '${var.key}|x|NoSchedule templated'],
  ['k=v:${var.effect}', 'k|v|null templated'],
  ['k={{ .Values.a }}:NoSchedule', 'k|{{ .Values.a }}|NoSchedule templated'],
  ['pool=$POOL:NoSchedule', 'pool|$POOL|NoSchedule templated'],
  ['key=value', undefined],
  ['key', undefined],
  ['some prose: about NoSchedule', undefined],
  ['', undefined],
  ['https://example.com', undefined],
];

for (const [text, expected] of strings) {
  test(`taint string ${text}`, () => assert.equal(picture(text), expected));
}

test('lists in one string, with where each stands', () => {
  const taints = readTaintStrings('a=b:NoSchedule,c:NoExecute{{if .X}},{{.X}}{{end}}', 100);
  assert.deepEqual(
    taints.map(({ key, effect, templated, start }) => [key, effect, templated, start]),
    [
      ['a', 'NoSchedule', false, 100],
      ['c', 'NoExecute', false, 115],
      [null, null, true, 136],
    ],
  );
});

test('value and effect, as maps keyed by the taint spell them', () => {
  assert.deepEqual(readValueAndEffect('true:NoSchedule'), { value: 'true', effect: 'NoSchedule', templated: false });
  assert.deepEqual(readValueAndEffect(':NoExecute'), { value: null, effect: 'NoExecute', templated: false });
  assert.deepEqual(readValueAndEffect('NoExecute'), { value: null, effect: 'NoExecute', templated: false });
  assert.equal(readValueAndEffect('true:Sometimes'), undefined);
  assert.equal(readValueAndEffect('true'), undefined);
});

test('spellings of effects', () => {
  assert.equal(effectOf('NO_SCHEDULE'), 'NoSchedule');
  assert.equal(effectOf('PREFER_NO_SCHEDULE'), 'PreferNoSchedule');
  assert.equal(effectOf('EFFECT_NO_EXECUTE'), 'NoExecute');
  assert.equal(effectOf('NoSchedul'), null);
});

test('masking keeps every offset', () => {
  const text = 'a: {{ .x }}\n{{- if .y }}\nb: ${c}\n{{ end }}\nc: {{"\n"}}';
  const masked = mask(text);
  assert.equal(masked.length, text.length);
  assert.deepEqual(
    masked.split('\n').map(line => line.replace(/\uE000+/g, '#').trimEnd()),
    ['a: #', '', 'b: #', '', 'c: #', '#'],
  );
  assert.equal(mask('plain: {a: 1}'), 'plain: {a: 1}');
});

test('what is templated, and what is nothing else', () => {
  assert.deepEqual(['x', '{{ x }}', '$X', '<name>', 'a$b', '%s'].map(isTemplated), [
    false,
    true,
    true,
    true,
    true,
    true,
  ]);
  assert.deepEqual(['{{ x }}', '$X', 'a{{ x }}', ''].map(isOnlyTemplate), [true, true, false, false]);
  assert.equal(withoutControl('a{{if .x}},{{.x}}{{end}}'), 'a,{{.x}}');
});
