import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseGoDuration, parsePrometheusDuration } from '../../../server/src/core/kit/duration.ts';
import { applySet, parseSet } from '../../../server/src/core/kit/helm-set.ts';
import { parseImageReference } from '../../../server/src/core/kit/image-reference.ts';
import { sameJson, wholeNumber } from '../../../server/src/core/kit/json.ts';
import { isDnsSubdomain } from '../../../server/src/core/kit/label.ts';
import { parseNginxInteger } from '../../../server/src/core/kit/nginx-integer.ts';

/** The values after `--set text` on top of `values`, or what is wrong. */
function set(values: Record<string, unknown>, text: string, asStrings = false): unknown {
  const parsed = parseSet(text, asStrings);
  const result = parsed.ok ? applySet(values, parsed.value) : parsed;
  return result.ok ? result.value : result.error;
}

test('--set changes what it names and nothing else', () => {
  assert.deepEqual(set({ a: { b: 1, c: 2 } }, 'a.b=3'), { a: { b: 3, c: 2 } });
  assert.deepEqual(set({ l: ['a', 'b'] }, 'l[1]=z'), { l: ['a', 'z'] });
  assert.deepEqual(set({}, 'l[2].x=1'), { l: [null, null, { x: 1 }] });
  assert.deepEqual(set({}, 'm[0][1]=x'), { m: [[null, 'x']] });
  assert.deepEqual(set({}, 'a=5,b=true', true), { a: '5', b: 'true' });
  assert.deepEqual(set({ a: 1 }, ''), { a: 1 });
});

test('--set refuses what Helm refuses', () => {
  for (const text of [
    'a',
    'a.b',
    'a=1,b',
    'a={x',
    'a[x]=1',
    'a[-1]=1',
    'a[0]b=1',
    'a[70000]=1',
    `${'a.'.repeat(31)}a=1`,
  ]) {
    assert.equal(typeof set({}, text), 'string', text);
  }
  assert.equal(typeof set({ a: 1 }, 'a.b=1'), 'string');
  assert.equal(typeof set({ a: {} }, 'a[0]=1'), 'string');
});

test('--set with __proto__ only makes a key of that name', () => {
  const result = set({}, '__proto__.polluted=1');
  assert.equal(Object.hasOwn(Object(result), '__proto__'), true);
  assert.equal(Reflect.get({}, 'polluted'), undefined);
});

test('durations end where 64 bits end', () => {
  assert.equal(parseGoDuration('2562047h47m16.854775807s'), 2n ** 63n - 1n);
  assert.equal(parseGoDuration('2562047h47m16.854775808s'), undefined);
  assert.equal(parseGoDuration('-2562047h47m16.854775808s'), -(2n ** 63n));
  assert.equal(parsePrometheusDuration('300y'), undefined);
  assert.equal(parseGoDuration(`${'1h'.repeat(5000)}x`), undefined);
});

test('images', () => {
  const full = parseImageReference('registry:5000/team/app:1.2@sha256:abc123');
  assert.deepEqual(full, {
    registry: 'registry:5000',
    repository: 'team/app',
    tag: '1.2',
    digest: 'sha256:abc123',
    mutable: false,
  });
  assert.deepEqual(parseImageReference('library/redis'), {
    registry: undefined,
    repository: 'library/redis',
    tag: undefined,
    digest: undefined,
    mutable: true,
  });
  for (const text of ['', ':1', 'app:', 'app: 1', '{{ .Values.image }}', '$(IMAGE)', 'app@sha256', 'repo/:1']) {
    assert.equal(parseImageReference(text), undefined, text);
  }
});

test('integers of annotations fit 64 bits', () => {
  assert.equal(parseNginxInteger('+10'), 10);
  assert.equal(parseNginxInteger('9999999999999999999'), undefined);
});

test('JSON helpers', () => {
  assert.equal(wholeNumber('3'), 3);
  assert.equal(wholeNumber('3.0'), undefined);
  assert.equal(wholeNumber(true), undefined);
  assert.equal(sameJson({ a: [1, { b: null }], c: 2 }, { c: 2, a: [1, { b: null }] }), true);
  assert.equal(sameJson({ a: 1 }, { a: 1, b: 2 }), false);
  assert.equal(sameJson([1], { 0: 1 }), false);
});

test('domain names', () => {
  assert.equal(isDnsSubdomain('a.b-c.d1'), true);
  assert.equal(isDnsSubdomain('a..b'), false);
  assert.equal(isDnsSubdomain(`${'a'.repeat(254)}`), false);
});
