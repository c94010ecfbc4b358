// biome-ignore-all lint/suspicious/noTemplateCurlyInString: snippets are written with ${…}
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDocument } from 'yaml';
import { expand, loadPlacements, loadSnippets } from '../../support/snippets.ts';

const snippets = loadSnippets();
const placements = loadPlacements();

describe('expanding a snippet body', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['text stays', 'a: b', 'a: b'],
    ['a tab stop is empty', 'a: $1b${2}', 'a: b'],
    ['the final tab stop is empty', 'a: b$0', 'a: b'],
    ['a placeholder gives its text', 'cpu: ${1:500m}', 'cpu: 500m'],
    ['an empty placeholder', 'a: "${1:}"', 'a: ""'],
    ['a later occurrence mirrors', '${1:etcd} $1 ${1}', 'etcd etcd etcd'],
    ['an earlier occurrence mirrors', '$1 ${1:etcd}', 'etcd etcd'],
    ['the first content wins', '${1:a} ${1:b}', 'a a'],
    ['a placeholder in a placeholder', 'https://${1:${2:etcd}.${3:kcp}.svc}:2379', 'https://etcd.kcp.svc:2379'],
    ['a mirror of a nested one', '${1:x-${2:y}} $2', 'x-y y'],
    ['a placeholder within itself', '${1:a$1}', 'a'],
    ['a choice gives its first entry', '${1|NoSchedule,NoExecute|}', 'NoSchedule'],
    ['a choice of one', '${1|only|}', 'only'],
    ['a choice with escapes', '${1|a\\,b,c\\|d,e\\\\f|}', 'a,b'],
    ['a choice whose first entry ends in a backslash', '${1|a\\\\,b|}', 'a\\'],
    ['a mirrored choice', '${1|true,false|} $1', 'true true'],
    ['a choice in a placeholder', '${1:is ${2|true,false|}}', 'is true'],
    ['an escaped dollar', '"\\$remote_addr"', '"$remote_addr"'],
    ['an escaped stop', 'as: "\\${1}_per_second"', 'as: "${1}_per_second"'],
    ['an escaped backslash', 'a\\\\b', 'a\\b'],
    ['an escaped brace in a placeholder', '${1:{{ .Release.Name \\}\\}}', '{{ .Release.Name }}'],
    ['another backslash stays', 'a\\nb', 'a\\nb'],
    ['a lone dollar stays', 'matches: "^(.*)_total$"', 'matches: "^(.*)_total$"'],
    ['braces outside stay', 'sum(a{b="c"}[5m])', 'sum(a{b="c"}[5m])'],
    ['a variable with a default', '${TM_FILENAME:values.yaml}', 'values.yaml'],
    ['a variable without one', 'a$TM_FILENAME', 'a'],
  ];
  for (const [name, body, expected] of cases) it(name, () => assert.equal(expand(body), expected));

  it('joins the lines of a list', () => assert.equal(expand(['a:', '  b: ${1:c}']), 'a:\n  b: c'));
  it('refuses what is not closed', () => {
    assert.throws(() => expand('${1:a'), /not closed/);
    assert.throws(() => expand('${1|a,b}'), /not closed/);
  });
  it('refuses a transformation', () => assert.throws(() => expand('${1/a/b/}'), /transformation/));
});

describe('snippets', () => {
  it('are told apart by their prefix', () => {
    const prefixes = snippets.map(snippet => snippet.prefix);
    assert.deepEqual(
      prefixes.filter((prefix, index) => prefixes.indexOf(prefix) !== index),
      [],
    );
  });

  it('are all in the index, and nothing else is', () => {
    assert.deepEqual([...placements.keys()].sort(), snippets.map(snippet => snippet.prefix).sort());
  });

  for (const snippet of snippets) {
    describe(snippet.prefix, () => {
      const text = expand(snippet.body);
      const document = parseDocument(text);
      const value: unknown = document.toJS();
      const placement = placements.get(snippet.prefix);

      it('is for YAML, with a searchable prefix and a description', () => {
        assert.equal(snippet.scope, 'yaml');
        assert.match(snippet.prefix, /^pv(-[a-z0-9]+)+$/);
        assert.match(snippet.description, /^\S.*\.$/);
      });

      it('expands to YAML', () => {
        assert.deepEqual(document.errors, []);
        assert.deepEqual(document.warnings, []);
        assert.ok(isMap(value));
      });

      it('is indented by two spaces, without tabs or trailing spaces', () => {
        for (const line of text.split('\n')) {
          assert.match(line, /^( {2})*(\S(.*\S)?)?$/);
          assert.ok(!line.includes('\t'));
        }
      });

      it('provides what the index says, where it says', () => {
        assert.deepEqual(leaves(value), placement?.provides);
        assert.ok(placement && ['spaces', 'kcp/kcp', 'kcp/shard', 'helm'].includes(placement.product));
        if (placement.at !== '' && placement.at !== '*') {
          assert.equal(placement.product, 'helm');
          assert.deepEqual(Object.keys(value as object), [placement.at]);
        }
        if (placement.at === '*') assert.ok(Object.keys(value as object).length > 1);
      });

      it('expands to YAML whatever is chosen', () => {
        for (const other of otherChoices(snippet.body.join('\n')))
          assert.deepEqual(parseDocument(expand(other)).errors, [], other);
      });
    });
  }
});

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The dotted paths of all values that are no maps. */
function leaves(value: unknown, path: readonly string[] = []): string[] {
  if (!isMap(value) || Object.keys(value).length === 0) return [path.map(quoted).join('.')];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, [...path, key]));
}

const quoted = (key: string): string => (/^[^."[\]\s]+$/.test(key) ? key : `"${key}"`);

/** The body with each entry of each choice put first in turn. */
function otherChoices(body: string): string[] {
  return [...body.matchAll(/\$\{\d+\|([^|]*)\|\}/g)].flatMap(choice =>
    (choice[1] ?? '')
      .split(',')
      .map(entry => body.slice(0, choice.index) + entry + body.slice(choice.index + choice[0].length)),
  );
}
