import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  canonicalQuantity,
  compareQuantities,
  humanQuantity,
  lintQuantity,
  parseQuantity,
  type Quantity,
  scaleQuantity,
} from '../../../server/src/core/kit/quantity.ts';
import { limitRatio, qosClass } from '../../../server/src/core/kit/resource-requirements.ts';
import { randomOf } from '../../support/random.ts';

const quantity = (text: string): Quantity => parseQuantity(text) ?? assert.fail(`${text} is a quantity`);

test('what is written and what a person would write', () => {
  const table: readonly (readonly ['cpu' | 'memory', string, string])[] = [
    ['memory', '1536Mi', '1.5Gi'],
    ['memory', '1073741824', '1Gi'],
    ['memory', '1.073741824e+09', '1Gi'],
    ['memory', '1000000000', '1G'],
    ['memory', '128M', '128M'],
    ['memory', '20480Mi', '20Gi'],
    ['memory', '0', '0'],
    ['cpu', '1000m', '1'],
    ['cpu', '1.5', '1.5'],
    ['cpu', '0.25', '250m'],
    ['cpu', '1250m', '1250m'],
    ['cpu', '12000', '12k'],
  ];
  for (const [resource, text, expected] of table) {
    assert.equal(humanQuantity(resource, quantity(text)), expected, text);
  }
});

test('the canonical form of the API server', () => {
  const table: readonly (readonly [string, string])[] = [
    ['1024Mi', '1Gi'],
    ['1025', '1025'],
    ['0.1Mi', '104857600m'],
    ['1000k', '1M'],
    ['100e3', '100e3'],
    ['1000e3', '1e6'],
    ['1.5Ki', '1536'],
    ['512', '512'],
    ['0.5Gi', '512Mi'],
    ['1e-10', '1e-9'],
    ['-2000m', '-2'],
  ];
  for (const [text, expected] of table) {
    assert.equal(canonicalQuantity(quantity(text)), expected, text);
  }
});

test('numbers count as the text that Helm prints for them', () => {
  assert.equal(quantity('0.5').nanos, parseQuantity(0.5)?.nanos);
  assert.equal(parseQuantity(1e21)?.nanos, 10n ** 30n);
  assert.equal(parseQuantity(Number.NaN), undefined);
});

test('huge and hostile texts are refused at once', () => {
  for (const text of ['1e999999999', `1${'0'.repeat(100_000)}`, '1e-999999999', '9'.repeat(100_000)]) {
    assert.equal(parseQuantity(text), undefined);
  }
});

test('a number that is missing is reported, not taken for 0', () => {
  assert.deepEqual(lintQuantity('memory', 'Mi'), ['quantity-number-missing']);
  assert.deepEqual(lintQuantity('cpu', '.'), ['quantity-number-missing']);
});

test('what is unknown stays unknown', () => {
  assert.equal(compareQuantities(undefined, quantity('1')), undefined);
  assert.equal(lintQuantity('cpu', undefined), undefined);
  assert.equal(limitRatio(quantity('1'), undefined), undefined);
});

test('scaling rounds up to what the API can keep', () => {
  assert.equal(canonicalQuantity(scaleQuantity(quantity('250m'), 2)), '500m');
  assert.equal(humanQuantity('memory', scaleQuantity(quantity('512Mi'), 3, 2)), '768Mi');
  assert.equal(scaleQuantity(quantity('1n'), 1, 3).nanos, 1n);
});

test('any quantity: the order is total, canonical and human forms keep the value', () => {
  const random = randomOf(20260101);
  const suffixes = ['', 'n', 'u', 'm', 'k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti', 'e3', 'E-2', 'e+5'];
  const any = () =>
    quantity(`${random.below(2) === 0 ? '' : '-'}${random.below(5000)}.${random.below(1000)}${random.pick(suffixes)}`);
  for (let round = 0; round < 2000; round++) {
    const [left, right] = [any(), any()];
    const [there, back] = [compareQuantities(left, right), compareQuantities(right, left)];
    assert.equal((there ?? Number.NaN) + (back ?? Number.NaN), 0);
    assert.equal(compareQuantities(left, left), 0);
    for (const text of [canonicalQuantity(left), humanQuantity('memory', left), humanQuantity('cpu', left)]) {
      assert.equal(quantity(text).nanos, left.nanos, text);
    }
    assert.equal(canonicalQuantity(quantity(canonicalQuantity(left))), canonicalQuantity(left));
  }
});

test('quality of service', () => {
  const both = { cpu: '1', memory: '1Gi' };
  assert.equal(qosClass([{ requests: { cpu: '1000m', memory: '1Gi' }, limits: both }]), 'Guaranteed');
  assert.equal(qosClass([{ limits: both }]), 'Guaranteed', 'requests follow the limits');
  assert.equal(qosClass([{ limits: both }, {}]), 'Burstable');
  assert.equal(qosClass([{ requests: { cpu: '100m' } }]), 'Burstable');
  assert.equal(qosClass([{}, undefined]), 'BestEffort');
  assert.equal(qosClass([{ requests: { cpu: '{{ .Values.cpu }}' } }]), undefined);
});
