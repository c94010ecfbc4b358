import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonValue } from '../../../server/src/core/product/table.ts';
import { applyEdits } from '../../../server/src/core/text/edit.ts';
import { parse, type ValuesDocument } from '../../../server/src/core/values/document.ts';
import { editsFor } from '../../../server/src/core/values/edit.ts';
import { nodeAt, toJson } from '../../../server/src/core/values/node.ts';
import type { Operation } from '../../../server/src/core/values/operation.ts';
import { formatPath, type Path, startsWith } from '../../../server/src/core/values/path.ts';
import { type Random, randomOf } from '../../support/random.ts';
import { type RandomDocument, randomDocument } from './random-document.ts';

const read = (text: string): ValuesDocument => parse('file:///values.yaml', 1, text);
const reparse = (_: ValuesDocument, text: string): ValuesDocument => read(text);

const values: readonly JsonValue[] = [
  7,
  'new',
  'yes',
  null,
  true,
  [],
  {},
  [1, { k: 'v' }],
  { k: { l: [1, 2] }, on: 'off' },
  'two\nlines\n',
  '- x',
  'a, b}',
];

function randomOperation(random: Random, { paths }: RandomDocument): Operation {
  const path = random.pick(paths) ?? ['a'];
  const other = random.pick(paths) ?? ['a'];
  const missing = (from: Path): Path => [...from, ...['new', 'deep', 'yes'].slice(0, 1 + random.below(3))];
  const value = random.pick(values) ?? null;
  switch (random.below(7)) {
    case 0:
      return { op: 'set', path, value };
    case 1:
      return { op: 'set', path: missing(random.below(3) === 0 ? [] : path), value };
    case 2:
      return { op: 'set', path, value: { k: 1, a: 2 }, merge: true };
    case 3:
      return { op: 'append', path, items: [value, 'again'] };
    case 4:
      return { op: 'rename', path, name: random.pick(['renamed', 'no', '8080', 'a b']) ?? '' };
    case 5:
      return { op: 'remove', path };
    default:
      return { op: 'move', from: path, to: random.below(2) === 0 ? missing(other) : missing([]) };
  }
}

/** The plain data model of an operation: what the values must be afterwards. */
type Data = Map<string, Data> | Data[] | string | number | boolean | null;

const dataOf = (value: unknown): Data =>
  Array.isArray(value)
    ? value.map(dataOf)
    : typeof value === 'object' && value !== null
      ? new Map(Object.entries(value).map(([name, child]) => [name, dataOf(child)]))
      : (value as Data);
const plain = (data: Data): unknown =>
  data instanceof Map
    ? Object.fromEntries([...data].map(([name, child]) => [name, plain(child)]))
    : Array.isArray(data)
      ? data.map(plain)
      : data;
const child = (data: Data | undefined, segment: string | number): Data | undefined =>
  data instanceof Map ? data.get(String(segment)) : Array.isArray(data) ? data[Number(segment)] : undefined;
const find = (data: Data, path: Path): Data | undefined => path.reduce<Data | undefined>(child, data);

function put(root: Data, path: Path, value: Data): void {
  path.forEach((segment, depth) => {
    const parent = find(root, path.slice(0, depth));
    const next = depth === path.length - 1 ? value : (child(parent, segment) ?? new Map());
    if (parent instanceof Map) {
      parent.set(String(segment), next);
    } else if (Array.isArray(parent)) {
      parent[Number(segment)] = next;
    }
  });
}

/** Removes, with the ancestors that this empties; answers what went. */
function take(root: Data, path: Path, keep: Path = []): Path {
  const parent = find(root, path.slice(0, -1));
  const size = parent instanceof Map ? parent.size : Array.isArray(parent) ? parent.length : 0;
  if (size === 1 && path.length > 1 && !startsWith(keep, path.slice(0, -1))) {
    return take(root, path.slice(0, -1), keep);
  }
  if (parent instanceof Map) {
    parent.delete(String(path.at(-1)));
  } else if (Array.isArray(parent)) {
    parent.splice(Number(path.at(-1)), 1);
  }
  return path;
}

function merge(root: Data, path: Path, value: Data): void {
  const here = find(root, path);
  if (!(here instanceof Map && value instanceof Map)) {
    put(root, path, value);
    return;
  }
  for (const [name, inner] of value) {
    merge(root, [...path, name], inner);
  }
}

/** Changes `root` as the operation says; answers below which path comments may go. */
function model(root: Data, operation: Operation): Path | undefined {
  switch (operation.op) {
    case 'set':
      (operation.merge ? merge : put)(root, operation.path, dataOf(operation.value));
      return operation.path;
    case 'append': {
      const list = find(root, operation.path);
      const items = Array.isArray(list) ? list : [];
      const missing = operation.items
        .map(dataOf)
        .filter(item => !items.some(other => JSON.stringify(plain(other)) === JSON.stringify(plain(item))));
      put(root, operation.path, [...items, ...missing]);
      return undefined;
    }
    case 'rename': {
      const parent = find(root, operation.path.slice(0, -1));
      if (parent instanceof Map) {
        const entries = [...parent].map(
          ([name, value]) => [name === operation.path.at(-1) ? operation.name : name, value] as const,
        );
        parent.clear();
        for (const [name, value] of entries) {
          parent.set(name, value);
        }
      }
      return undefined;
    }
    case 'remove':
      return take(root, operation.path);
    case 'move': {
      const value = find(root, operation.from) ?? null;
      const gone = take(root, operation.from, operation.to);
      put(root, operation.to, value);
      return gone;
    }
    case 'rewrite':
      return undefined;
  }
}

/** A new value below a scalar or a list cannot be made by setting: the engine must refuse, the model would not. */
const touchesIndex = (path: Path): boolean => path.some(segment => typeof segment === 'number');

function check(seed: number): 'done' | 'refused' {
  const random = randomOf(seed);
  const made = randomDocument(random);
  const before = read(made.text);
  assert.deepEqual(before.problems, [], made.text);
  const operation = randomOperation(random, made);
  const label = `seed ${seed}: ${JSON.stringify(operation)}\n${made.text}\n`;
  const edits = editsFor(before, [operation], reparse);
  if (edits === undefined) {
    return 'refused';
  }
  const after = applyEdits(made.text, edits);
  const document = read(after);
  const picture = `${label}-->\n${after}`;
  assert.deepEqual(document.problems, [], picture);
  const expected = dataOf(toJson(before.root));
  const lost = model(expected, operation);
  assert.deepEqual(toJson(document.root) ?? {}, plain(expected), picture);
  for (const [note, owner] of made.comments) {
    const may =
      lost !== undefined &&
      startsWith(owner, lost) &&
      (operation.op !== 'move' || !startsWith(owner, operation.from)) &&
      (operation.op !== 'set' || owner.length > lost.length);
    assert.ok(may || after.includes(note), `lost "${note}" of ${formatPath(owner)}\n${picture}`);
  }
  if (made.text.includes('\r\n')) {
    assert.ok(!/(?<!\r)\n/.test(after), picture);
  }
  if (operation.op === 'set' || operation.op === 'append') {
    assert.deepEqual(editsFor(document, [operation], reparse), [], picture);
  }
  assert.ok(
    operation.op !== 'remove' || touchesIndex(operation.path) || nodeAt(document.root, operation.path) === undefined,
    picture,
  );
  return 'done';
}

test('random operations on random documents do what they say and nothing else', () => {
  const outcomes = { done: 0, refused: 0 };
  for (let seed = 1; seed <= 400; seed++) {
    outcomes[check(seed)]++;
  }
  assert.ok(outcomes.done > 250, JSON.stringify(outcomes));
});
