import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEmptyValue, printQuoted, printScalar, printYaml } from '../../../server/src/core/values/template-print.ts';
import { formatFloat, keyName, typePlainScalar, typeScalar } from '../../../server/src/core/values/yaml11.ts';

// The expected values were read from sigs.k8s.io/yaml 1.6.0 and Go's fmt.

test('plain scalars', () => {
  const table: readonly (readonly [string, string | number | boolean | null])[] = [
    ['08', 8],
    ['09.5', 9.5],
    ['00', 0],
    ['-0x10', -16],
    ['+0b11', 3],
    ['0b-1', -1],
    ['0X1F', 31],
    ['0O17', 15],
    ['0xg', '0xg'],
    ['1__0', 10],
    ['1_', 1],
    ['_1', '_1'],
    ['.1_1', 0.11],
    ['._1', '._1'],
    ['5.', 5],
    ['.', '.'],
    ['+', '+'],
    ['1e', '1e'],
    ['1e400', '1e400'],
    ['1e-400', 0],
    ['18446744073709551615', 2 ** 64],
    ['0xffffffffffffffffff', '0xffffffffffffffffff'],
    ['99999999999999999999', 1e20],
    ['2001-12-14 21:59:43', '2001-12-14 21:59:43'],
    ['<<', '<<'],
    ['=', '='],
    ['.inf', Number.POSITIVE_INFINITY],
    ['-.INF', Number.NEGATIVE_INFINITY],
    ['inf', 'inf'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
  ];
  for (const [source, expected] of table) {
    assert.equal(typePlainScalar(source), expected, source);
    assert.equal(typeScalar(source, false), source);
  }
  assert.ok(Number.isNaN(typePlainScalar('.nan')));
});

test('keys', () => {
  const table: readonly (readonly [string, string])[] = [
    ['0x1F', '31'],
    ['1_000', '1000'],
    ['9007199254740993', '9007199254740993'],
    ['1.10', '1.1'],
    ['16777217.5', '1.6777218e+07'],
    ['-0.0', '-0'],
    ['1e300', '.inf'],
    ['.nan', '.nan'],
    ['NO', 'false'],
    ['~', 'null'],
    ['8080/tcp', '8080/tcp'],
  ];
  for (const [source, expected] of table) {
    assert.equal(keyName(source), expected, source);
  }
});

test('numbers as templates print them', () => {
  const table: readonly (readonly [number, string])[] = [
    [0, '0'],
    [-0, '-0'],
    [123456.7, '123456.7'],
    [1234567.8, '1.2345678e+06'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1e21, '1e+21'],
    [1e100, '1e+100'],
    [-20240101, '-2.0240101e+07'],
    [0.1, '0.1'],
  ];
  for (const [value, expected] of table) {
    assert.equal(formatFloat(value), expected);
    assert.equal(printScalar(value), expected);
  }
  assert.equal(formatFloat(0.1, 32), '0.1');
  assert.equal(formatFloat(Number.POSITIVE_INFINITY), '+Inf');
});

test('texts, booleans and null in templates', () => {
  assert.equal(printScalar(null), '');
  assert.equal(printScalar(true), 'true');
  assert.equal(printQuoted('a"b'), '"a\\"b"');
  assert.equal(printYaml('yes'), '"yes"');
  assert.equal(printYaml('1.10'), '"1.10"');
  assert.equal(printYaml('v1.10'), 'v1.10');
  assert.equal(printYaml(null), 'null');
  assert.equal(printYaml(0.5), '0.5');
  assert.deepEqual(
    [0, false, '', null, [], {}, undefined].map(isEmptyValue),
    Array.from({ length: 7 }, () => true),
  );
  assert.deepEqual(
    [1, true, '0', [0], { a: null }].map(isEmptyValue),
    Array.from({ length: 5 }, () => false),
  );
});

test('a very long number is text, and quickly so', () => {
  const long = '1'.repeat(1_000_000);
  assert.equal(typePlainScalar(long), long);
  assert.equal(typePlainScalar(`.${long}`), `.${long}`);
});
