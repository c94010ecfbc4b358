import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it, test } from 'node:test';
import Ajv from 'ajv';
import { RE2JS } from 're2js';
import { analyze } from '../../../server/src/core/analyze.ts';
import { knownProducts } from '../../../server/src/core/product/catalog.ts';
import { anywhere, ofProducts, productionSchema } from '../../../server/src/core/production/schema.ts';
import type { AnyRule } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import type { JsonSchema } from '../../../server/src/core/schema/json-schema.ts';
import { toJson } from '../../../server/src/core/values/node.ts';
import { exampleCase } from '../../support/rule-tester.ts';
import { type Case, settingsFor, snapshotOf } from '../../support/snapshot.ts';
import { expand, loadSnippets } from '../../support/snippets.ts';
import { yaml } from '../../support/yaml.ts';

const byId = new Map<string, AnyRule>(rules.map(rule => [rule.id, rule]));
const constrained = [...new Set([...anywhere, ...Object.values(ofProducts).flat()].map(({ rule }) => rule))];

/** The rules whose conditions a product's production schema holds, and what it refuses by them. */
function conditionsOf(product: string): (values: unknown) => ReadonlySet<string> {
  const { table, version = '', chart } = settingsFor(product);
  const schema = productionSchema(
    rules,
    table && { table, version, family: chart.family, schema: { title: 'Only the conditions' } },
  );
  const general = schema.definitions?.production?.else?.allOf ?? [];
  const validate = new Ajv.default({ strict: false, allErrors: true, logger: false }).compile(schema);
  return values => {
    validate(values);
    return new Set(
      (validate.errors ?? []).flatMap(({ schemaPath }) => {
        const [, isGeneral, index] = /^#(\/else)?\/allOf\/(\d+)\//.exec(schemaPath) ?? [];
        const condition = (isGeneral ? general : schema.allOf)?.[Number(index)];
        return condition?.$comment ?? [];
      }),
    );
  };
}

const compiled = new Map<string, ReturnType<typeof conditionsOf>>();

/** The rules by which the schema refuses the effective values. */
function refusals(test: Case): ReadonlySet<string> {
  const product = test.product ?? 'helm';
  const refusedOf = compiled.get(product) ?? conditionsOf(product);
  compiled.set(product, refusedOf);
  return refusedOf(toJson(snapshotOf([], test).stack.effective) ?? {});
}

describe('schema and rule agree on the rule’s own examples', () => {
  for (const id of constrained) {
    it(id, () => {
      const rule = byId.get(id);
      assert.ok(rule, 'there is no such rule');
      assert.notEqual(rule.meta.optIn, true, 'an opinion is no condition');
      assert.ok(refusals(exampleCase(rule.meta.examples.bad, rule)).has(id), 'the bad example must be refused');
      assert.ok(!refusals(exampleCase(rule.meta.examples.good, rule)).has(id), 'the good example must be accepted');
    });
  }
});

/** The rules that conditions are made of, and those that say more in their place. */
const concerned = rules.filter(({ id, meta }) => constrained.includes(id) || meta.replaces !== undefined);

/** Those of the rules that say nothing of the effective values, as they are or as a file of the user's own. */
function silent(refused: readonly string[], test: Case): readonly string[] {
  const left = refused.length === 0 ? [] : without(refused, test);
  if (left.length === 0) {
    return left;
  }
  const own = JSON.stringify(toJson(snapshotOf([], test).stack.effective));
  const atHand = (test.product ?? 'helm') === 'helm' ? { defaults: own } : {};
  return without(left, { ...test, values: own, ...atHand });
}

function without(refused: readonly string[], test: Case): readonly string[] {
  const said = new Set(
    analyze(snapshotOf(concerned, test)).findings.flatMap(({ code, replaces }) => [code, ...replaces]),
  );
  return refused.filter(id => !said.has(id));
}

/** What is refused of a product that is installed as it comes. */
const ofDefaults = (product = 'helm'): ReadonlySet<string> =>
  product === 'helm' ? new Set() : refusals({ product, values: '{}\n' });

describe('the schema refuses nothing that the rules do not report', () => {
  for (const rule of rules) {
    it(`in the examples of ${rule.id}`, () => {
      for (const example of [rule.meta.examples.bad, rule.meta.examples.good]) {
        const given = { ...exampleCase(example, rule), profile: 'production' } as const;
        const byDefault = ofDefaults(given.product);
        const refused = [...refusals(given)].filter(id => !byDefault.has(id));
        assert.deepEqual(silent(refused, given), []);
      }
    });
  }
});

test('nor of a product as it comes', () => {
  for (const product of ['spaces', 'kcp/kcp', 'kcp/shard', 'kcp/proxy', 'kcp/cache', 'kcp/etcd-druid']) {
    assert.deepEqual(silent([...ofDefaults(product)], { product, values: '{}\n' }), [], product);
  }
});

test('what the guides show for production passes', () => {
  const bodyOf = (prefix: string) => expand(loadSnippets().find(snippet => snippet.prefix === prefix)?.body ?? '');
  assert.deepEqual([...refusals({ product: 'spaces', values: bodyOf('pv-spaces-production') })], []);
  const shown = ['spaces/production/values.yaml', 'kcp/values-production.yaml'];
  for (const name of shown) {
    const values = readFileSync(new URL(`../../../examples/${name}`, import.meta.url), 'utf8');
    const product = name.startsWith('kcp') ? 'kcp/kcp' : 'spaces';
    assert.deepEqual(silent([...refusals({ product, values })], { product, values }), []);
  }
});

test('what is switched off is left alone', () => {
  const tolerations = '\n  tolerations: [{ key: a, operator: exists }]\n';
  assert.ok(refusals({ values: `web:${tolerations}` }).has('toleration-operator-invalid'));
  assert.deepEqual([...refusals({ values: `web:\n  enabled: false${tolerations}` })], []);
});

describe('schemas/production', () => {
  const folder = new URL('../../../schemas/production/', import.meta.url);
  const read = (name: string): JsonSchema => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  const names = readdirSync(folder);

  it('has every chart that is known by name, and one for any other', () =>
    assert.deepEqual(
      names.sort(),
      ['helm', ...knownProducts.filter(({ family }) => family !== 'kcp-operator').map(({ id }) => id.replace('/', '-'))]
        .map(name => `${name}.json`)
        .sort(),
    ));

  for (const name of names) {
    it(`${name} is draft-07, with plain keywords`, () => {
      const schema = read(name);
      assert.equal(schema.$schema, 'http://json-schema.org/draft-07/schema#');
      assert.equal(new Ajv.default({ logger: false }).validateSchema(schema), true);
      assert.doesNotMatch(JSON.stringify(schema), /"(?:x-[a-z]+|markdownDescription|deprecationMessage)":/);
    });
    it(`${name} has patterns that Helm can read`, () => {
      const patterns = JSON.stringify(read(name)).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g);
      for (const [, pattern = '""'] of patterns) {
        RE2JS.compile(JSON.parse(pattern));
      }
    });
  }

  it('can be compiled by a strict validator', () => {
    new Ajv.default({ logger: false }).compile(read('kcp-shard.json'));
  });

  it('says where what is wrong', () => {
    const validate = new Ajv.default({ allErrors: true, logger: false }).compile(read('helm.json'));
    const values = { web: { replicaCount: 1, service: {} }, hostNetwork: true };
    assert.equal(validate(values), false);
    assert.deepEqual(
      (validate.errors ?? [])
        .filter(({ keyword }) => !['if', 'allOf'].includes(keyword))
        .map(({ instancePath, message }) => `${instancePath} ${message}`),
      ['/hostNetwork must be equal to constant', '/web/replicaCount must be >= 2'],
    );
  });
});

test('a setting that the version does not have asks for nothing', () => {
  const before = settingsFor('spaces@1.14.0');
  const { table, version = '' } = before;
  assert.ok(table);
  const { allOf = [] } = productionSchema(rules, { table, version, family: 'spaces', schema: {} });
  const asked = allOf.map(({ $comment }) => $comment);
  assert.ok(asked.includes('spaces-ha-disabled'));
  assert.ok(!asked.includes('spaces-postgres-sidecar'), 'Apollo is a subchart since 1.15');
});

test('a value that the chart has by default need not be given', () => {
  const bad = refusals({ product: 'spaces', values: 'account: acme\n' });
  assert.ok(bad.has('spaces-ha-disabled'));
  assert.ok(!bad.has('spaces-insecure'));
  const given = yaml`
    controlPlanes:
      ha:
        enabled: true
  `;
  assert.ok(!refusals({ product: 'spaces', values: given }).has('spaces-ha-disabled'));
});
