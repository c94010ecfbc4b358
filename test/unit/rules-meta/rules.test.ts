import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it, test } from 'node:test';
import { isCode } from '../../../server/src/core/features/code-pages.ts';
import { ruleIndex, rulePage } from '../../../server/src/core/features/rule-page.ts';
import { rules } from '../../../server/src/core/rules/index.ts';

const root = new URL('../../../', import.meta.url);
const namesIn = (folder: string, ending: string) =>
  readdirSync(new URL(folder, root))
    .filter(name => name.endsWith(ending))
    .map(name => name.slice(0, -ending.length));
const byId = new Map(rules.map(rule => [rule.id, rule]));
const ids = [...byId.keys()].sort();

describe('rule, file, test and page', () => {
  it('every file is in the index, under its own id', async () => {
    const files = namesIn('server/src/core/rules/', '.ts').filter(name => name !== 'index');
    assert.deepEqual(ids, files.sort());
    for (const name of files) {
      const { default: rule } = await import(`../../../server/src/core/rules/${name}.ts`);
      assert.equal(rule, byId.get(name), name);
    }
  });

  it('every rule has a test', () => {
    const tests = new Set(namesIn('test/unit/rules/', '.test.ts'));
    assert.deepEqual(
      ids.filter(id => !tests.has(id)),
      [],
    );
  });

  it('every test of a rule makes its cases with the tester', () => {
    for (const id of ids) {
      const text = readFileSync(new URL(`test/unit/rules/${id}.test.ts`, root), 'utf8');
      assert.match(text, new RegExp(`rules/${id}\\.ts'`), id);
      assert.match(text, /testRule\(/, id);
    }
  });

  it('every page is that of a rule or code, and current', () => {
    const pages = namesIn('docs/rules/', '.md').filter(name => name !== 'README');
    const unknown = pages.filter(name => !byId.has(name) && !isCode(name.replace('-', '/')));
    assert.deepEqual(unknown, []);
    const read = (name: string) => readFileSync(new URL(`docs/rules/${name}.md`, root), 'utf8');
    const stale = rules.filter(rule => !pages.includes(rule.id) || read(rule.id) !== rulePage(rule));
    assert.deepEqual(
      stale.map(({ id }) => id),
      [],
      'npm run generate',
    );
    assert.equal(read('README'), ruleIndex(rules), 'npm run generate');
  });

  it('every code that a rule replaces exists', () =>
    assert.deepEqual(
      rules.flatMap(({ meta }) => (meta.replaces ?? []).filter(code => !byId.has(code) && !isCode(code))),
      [],
    ));
});

/** A sentence or more, and no line that was left open. */
const isProse = (text: string) => /[.!?)`]$/.test(text.trim()) && !/\s{2,}\S/.test(text.replace(/\n/g, ''));

describe('metadata', () => {
  for (const { id, meta } of rules) {
    it(id, () => {
      assert.match(id, /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/);
      assert.ok(/^\S.*\.$/.test(meta.summary) && !meta.summary.includes('\n'), `summary: ${meta.summary}`);
      assert.ok(isProse(meta.why), `why: ${meta.why}`);
      assert.ok(isProse(meta.remedy), `remedy: ${meta.remedy}`);
      assert.ok(meta.products.length > 0 && new Set(meta.products).size === meta.products.length);
      assert.ok(meta.sources.length > 0, 'sources');
      for (const source of meta.sources) {
        assert.equal(new URL(source).protocol, 'https:', source);
      }
      assert.ok(Object.keys(meta.messages).length > 0, 'messages');
      for (const [name, message] of Object.entries(meta.messages)) {
        // Some end with what the rule is told: a reason that is a sentence itself.
        assert.match(message, /(?:[.?!]|\{\w+\})$/, `${name}: ${message}`);
      }
      for (const { type, description } of Object.values(meta.options ?? {})) {
        assert.ok(type !== '' && isProse(description), description);
      }
      assert.ok(meta.covers === undefined || meta.covers.every(item => /^S[0-4]-\d\d[a-z]?$/.test(item)), 'covers');
      assert.equal(meta.optIn === true && meta.severity === 'error', false, 'an opinion is no error');
    });
  }
});

// ---------------------------------------------------------------- the catalogue

/** Severity and mode of every rule that was planned, by its id. */
const catalogue: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('catalogue.json', import.meta.url), 'utf8'),
);

/** Rules of the catalogue that have no file of their own, and what became of them. */
const absent: Readonly<Record<string, string>> = {
  'yaml-duplicate-key': 'the code yaml/duplicate-key',
  'helm-unknown-key': 'the code schema/unknown-key',
  'helm-moved-key': 'the codes schema/moved-key and schema/removed-key',
  'helm-type-conflict': 'the code schema/type',
  'helm-required-missing': 'the code schema/required, which knows what templates demand',
  'spaces-log-collector-tolerations-moved': 'a move of the product table: schema/moved-key',
  'kcp-shard-key-ignored': 'removals and unused settings of the product table: schema/removed-key, values/unused',
  'annotation-not-string': 'string-map-value-not-string, which looks at labels and selectors as well',
  'persistence-size-invalid': 'resources-quantity-invalid, which reads the sizes of volumes as well',
  'node-label-missing-hint':
    'node-label-not-set, once the nodes of the workspace are known: a hint without them is noise',
  'kcp-etcd-client-issuer-missing':
    'kcp-etcd-client-certificate-ignored: with an etcd of one’s own the chart makes no certificate, whatever the issuer',
  'kcp-etcd-vpa': 'vpa-quorum-store, which is for kcp as well',
  'kcp-etcd-shared': 'dropped: an address that two files share may be one shard in two environments',
  'helm-subchart-disabled': 'dropped: values that wait behind a switch are usual, and harmless',
  'helm-zero-swallowed': 'dropped: whether a zero is meant cannot be told from the pipeline it goes through',
  'helm-template-in-values': 'dropped: another tool may render the file before Helm does',
};

/** Severities and modes other than the catalogue's. A hint is an info here: there are three levels. */
const changed: Readonly<Record<string, readonly [now: string, why: string]>> = {
  'node-affinity-without-toleration': [
    'info E',
    'the pool may have no taint; taint-not-tolerated is the warning where it is known to have one',
  ],
  'topology-spread-selector-missing': ['info L', 'many charts fill the selector in'],
  'probe-handler-missing': ['error E', 'the handler may stand in another layer'],
  'security-privileged': ['warning L', 'it is accepted and works; node agents need it'],
  'security-host-namespace': ['warning L', 'it is accepted and works; node agents need it'],
  'helm-quoted-number': ['info E', 'an opinion: templates print both alike'],
  'spaces-apollo-gate-missing': ['warning E', 'the values have no effect, but nothing is refused'],
};

const now = ({ meta }: (typeof rules)[number]) => `${meta.severity} ${meta.mode}`;
const then = (id: string, given: string) => changed[id]?.[0] ?? given.replace('hint', 'info');

describe('the catalogue of rules', () => {
  const entries = Object.entries(catalogue);

  it('is covered, or says what became of an entry', () =>
    assert.deepEqual(
      entries.filter(([id]) => byId.has(id) === Object.hasOwn(absent, id)),
      [],
    ));

  it('names what took the place of an entry', () => {
    const named = Object.values(absent).flatMap(reason => reason.match(/\b[a-z]+(?:[-/][a-z]+)+\b/g) ?? []);
    assert.deepEqual(
      named.filter(name => !byId.has(name) && !isCode(name)),
      [],
    );
  });

  it('has the severities and modes that are in force, or says why not', () =>
    assert.deepEqual(
      entries.flatMap(([id, given]) => {
        const rule = byId.get(id);
        return rule && now(rule) !== then(id, given) ? [`${id}: ${given}, now ${now(rule)}`] : [];
      }),
      [],
    ));

  it('has no reasons for what is as it says', () =>
    assert.deepEqual(
      Object.keys(changed).filter(id => {
        const rule = byId.get(id);
        const given = new Map(entries).get(id);
        return !rule || given === undefined || now(rule) === given.replace('hint', 'info');
      }),
      [],
    ));
});

test('rules that are hints are off unless they are asked for, or say something of a chart that offers it', () => {
  const hints = Object.entries(catalogue).filter(([, given]) => given.startsWith('hint'));
  const loud = hints.filter(([id]) => byId.get(id)?.meta.optIn !== true && byId.has(id)).map(([id]) => id);
  assert.deepEqual(loud, []);
});
