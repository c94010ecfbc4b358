import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it, test } from 'node:test';
import { analyze } from '../../../server/src/core/analyze.ts';
import { readConfiguration } from '../../../server/src/core/config/configuration.ts';
import { compileExpression, variableOf } from '../../../server/src/core/config/custom-expression.ts';
import { readCustomRules } from '../../../server/src/core/config/custom-rules.ts';
import { applyFixes } from '../../../server/src/core/rule/apply.ts';
import { parse } from '../../../server/src/core/values/document.ts';
import { toJson } from '../../../server/src/core/values/node.ts';
import { createWorkspace } from '../../../server/src/workspace/workspace.ts';
import { inMemory, memoryHost } from '../../support/memory-host.ts';
import { reparse } from '../../support/rule-tester.ts';
import { snapshotOf } from '../../support/snapshot.ts';
import { yaml } from '../../support/yaml.ts';

const valuesOf = (text: string) => ({ values: variableOf(parse('values', 1, text).root), self: null });

function ask(expression: string, text: string) {
  const compiled = compileExpression(expression);
  return typeof compiled === 'string' ? compiled : compiled.evaluate(valuesOf(text));
}

const values = yaml`
  replicas: 3
  ratio: 0.5
  name: api
  enabled: true
  list: [{ name: a, port: 80 }, { name: b, port: 443 }]
  map: { x: 1, z: 2 }
  odd-name: 1
  none: null
`;

describe('an expression over values', () => {
  const table: readonly (readonly [expression: string, value: boolean])[] = [
    ['values.replicas >= 2', true],
    ['values.replicas + 1 == 4 && values.replicas * 2 == 6', true],
    ['values.replicas >= 2.5', true],
    ['values.ratio < 1', true],
    ['-values.replicas == -3', true],
    ['values.name == "api" || values.name == "web"', true],
    ['values.name in ["web", "job"]', false],
    ['!has(values.absent)', true],
    ['has(values.map) && has(values.map.x)', true],
    ['"x" in values.map', true],
    ['values["odd-name"] == 1', true],
    ['values.map["z"] == 2', true],
    ['values.list[1].port == 443', true],
    ['values.none == null', true],
    ['values.list.all(item, item.port > 0)', true],
    ['values.list.exists_one(item, item.name == "a")', true],
    ['values.list.map(item, item.port) == [80, 443]', true],
    ['values.list.filter(item, item.port == 80).size() == 1', true],
    ['values.map.all(key, values.map[key] > 0)', true],
    ['values.replicas > 2 ? values.enabled : false', true],
    ['values.name.startsWith("a") && values.name.matches("^[a-z]+$")', true],
    ['(values.name + "-x").matches("x$")', true],
    ['!(values.name.matches("z") || !values.enabled)', true],
    ['"a,b".split(",").size() == 2', true],
    ['type(values.name) == string', true],
    ['int("3") == values.replicas && string(values.replicas) == "3"', true],
    ['{"a": values.replicas}.a == 3', true],
  ];
  for (const [expression, value] of table) {
    test(expression, () => assert.deepEqual(ask(expression, values), { value }));
  }

  test('a key that is not set leaves nothing to decide', () =>
    assert.deepEqual(ask('values.absent.deeper > 1', values), { unset: true }));
  test('another type is an error, not an answer', () => assert.ok('error' in Object(ask('values.map > 1', values))));
  test('keys of every object are ordinary keys', () => {
    assert.deepEqual(ask('has(values.constructor) || has(values.toString)', values), { value: false });
    assert.deepEqual(ask('values["__proto__"] == 1', '__proto__: 1\n'), { value: true });
  });
});

describe('an expression that is refused', () => {
  const table: readonly (readonly [expression: string, why: RegExp])[] = [
    ['values.replicas >', /Unexpected token/],
    ['value.replicas > 1', /Unknown variable: value/],
    ['values.replicas + 1', /must be true or false/],
    ['"a" + 1 == "a1"', /no such overload/],
    ['quantity("1") == 1', /no function 'quantity'/],
    ['cel.bind(x, 1, x == 1)', /no function 'bind'/],
    ['timestamp("2024-01-01T00:00:00Z").getHours() == 0', /no function/],
    ['values.list.all(meter, true)', /may not be called 'meter'/],
    ['weigh(1, 2) == 2', /no function 'weigh'/],
    [`"${'a'.repeat(3000)}" == ""`, /longer than 2000/],
    [`${'('.repeat(200)}true${')'.repeat(200)}`, /./],
    [`${Array.from({ length: 400 }, () => '1').join('+')} == 1`, /./],
  ];
  for (const [expression, why] of table) {
    test(expression.slice(0, 60), () => {
      const result = ask(expression, values);
      assert.equal(typeof result, 'string');
      assert.match(String(result), why);
    });
  }
});

describe('an expression is bounded', () => {
  const many = `list: [${Array.from({ length: 400 }, (_, index) => index).join(', ')}]\ntext: ${'a'.repeat(40_000)}b\n`;
  const quickly = (expression: string) => {
    const from = performance.now();
    const result = ask(expression, many);
    assert.ok(performance.now() - from < 3000, `${performance.now() - from} ms`);
    return result;
  };
  test('loops in loops', () =>
    assert.deepEqual(quickly('values.list.all(a, values.list.all(b, values.list.all(c, a + b + c >= 0)))'), {
      error: 'it takes too many steps',
    }));
  test('lists that double', () => {
    const doubling = '.map(x, x + x)'.repeat(18);
    assert.deepEqual(quickly(`[values.list]${doubling}.size() == 1`), { error: 'it takes too many steps' });
  });
  test('comparisons of the whole in a loop', () =>
    assert.deepEqual(quickly('values.list.all(a, values == values)'), { error: 'it takes too many steps' }));
  test('patterns that backtrack', () => assert.deepEqual(quickly('values.text.matches("^(a+)+$")'), { value: false }));
});

// ---------------------------------------------------------------- rules

function check(rules: string, text: string, more: Partial<Parameters<typeof snapshotOf>[1]> = {}) {
  const { rules: customRules, problems } = readCustomRules(toJson(parse('rules', 1, rules).root));
  assert.deepEqual(problems, []);
  const analysis = analyze({ ...snapshotOf([], { values: text, ...more }), customRules });
  assert.deepEqual(analysis.crashes, []);
  return analysis.findings;
}
const said = (findings: ReturnType<typeof check>, text: string) =>
  findings.map(({ code, severity, message, site }) => [
    code,
    severity,
    message,
    text.slice(site.span.start, site.span.end),
  ]);

const twoReplicas = yaml`
  - id: two-replicas
    path: api.replicas
    expression: self >= 2
    message: Run two.
    severity: error
    fix: { to: 2 }
`;

describe('a rule of one’s own', () => {
  it('is drawn at its path, with its severity and message', () => {
    const text = 'api:\n  replicas: 1 # for now\n';
    assert.deepEqual(said(check(twoReplicas, text), text), [['two-replicas', 'error', 'Run two.', '1']]);
  });

  it('offers its fix, which settles it', () => {
    const text = 'api:\n  replicas: 1 # for now\n';
    const document = parse('0', 1, text);
    const fixed = applyFixes(document, check(twoReplicas, text), 'all', reparse).text;
    assert.equal(fixed, 'api:\n  replicas: 2 # for now\n');
    assert.deepEqual(check(twoReplicas, fixed), []);
  });

  it('sees the effective values: what lower files and the chart say', () => {
    const layers = ['api:\n  replicas: 1\n', 'name: x\n'];
    assert.equal(check(twoReplicas, '', { values: layers }).length, 1);
    assert.equal(check(twoReplicas, 'name: x\n', { defaults: 'api:\n  replicas: 1\n' }).length, 1);
    assert.deepEqual(check(twoReplicas, '', { values: ['api: { replicas: 1 }\n', 'api: { replicas: 2 }\n'] }), []);
  });

  it('says nothing of what is not set, or filled in later', () => {
    assert.deepEqual(check(twoReplicas, 'name: x\n'), []);
    assert.deepEqual(check(twoReplicas, 'api:\n  replicas: "{{ .Values.n }}"\n'), []);
  });

  it('that cannot be decided says so', () => {
    const text = 'api:\n  replicas: many\n';
    const [[code, severity, message] = []] = said(check(twoReplicas, text), text);
    assert.deepEqual([code, severity], ['two-replicas', 'info']);
    assert.match(String(message), /^Your rule 'two-replicas' cannot be decided here: no such overload/);
  });

  it('can ask for what is missing', () => {
    const rules = yaml`
      - id: team
        path: podLabels.team
        expression: self != null
        message: Name the team.
        fix: { to: platform }
    `;
    const text = 'podLabels:\n  app: x\n';
    assert.deepEqual(said(check(rules, text), text), [['team', 'warning', 'Name the team.', 'podLabels']]);
    const fixed = applyFixes(parse('0', 1, text), check(rules, text), 'all', reparse).text;
    assert.equal(fixed, 'podLabels:\n  app: x\n  team: platform\n');
  });

  it('counts only when its condition is met', () => {
    const rules = yaml`
      - id: tls
        when: values.ingress.enabled
        expression: has(values.ingress.tls)
        message: Use TLS.
    `;
    assert.equal(check(rules, 'ingress: { enabled: true }\n').length, 1);
    assert.deepEqual(check(rules, 'ingress: { enabled: false }\n'), []);
    assert.deepEqual(check(rules, 'other: 1\n'), []);
  });

  it('with a pattern is asked of each value that fits', () => {
    const rules = yaml`
      - id: registry
        path: "**.image.repository"
        expression: self.startsWith("registry.example.com/")
        message: Use our registry.
    `;
    const text = yaml`
      image: { repository: nginx }
      worker: { image: { repository: registry.example.com/worker } }
      jobs:
        - image: { repository: busybox }
    `;
    assert.deepEqual(
      said(check(rules, text), text).map(entry => entry[3]),
      ['nginx', 'busybox'],
    );
  });

  it('takes its level from the configuration and heeds ignore comments', () => {
    const text = 'api:\n  replicas: 1\n';
    assert.equal(check(twoReplicas, text, { levels: { 'two-replicas': 'info' } })[0]?.severity, 'info');
    assert.deepEqual(check(twoReplicas, text, { levels: { 'two-replicas': 'off' } }), []);
    assert.deepEqual(check(twoReplicas, 'api:\n  replicas: 1 # production-values-ignore two-replicas\n'), []);
  });

  it('takes placeholders in its message as they are', () => {
    const rules = '- { id: a, expression: "false", message: "{rule} {error} {{ x }}" }\n';
    assert.equal(check(rules, 'a: 1\n')[0]?.message, '{rule} {error} {{ x }}');
  });
});

describe('customRules in .production-values.yaml', () => {
  const findings = (text: string) => {
    const document = parse('.production-values.yaml', 1, text);
    return readConfiguration(
      document,
      id => id === 'replicas-single',
      () => ['replicas-single'],
    ).findings.map(({ code, message, site }) => [code, message, text.slice(site.span.start, site.span.end)]);
  };
  const table: readonly (readonly [title: string, rule: string, code: string, at: string, message: RegExp])[] = [
    ['no CEL', '{ id: a, message: m, expression: "1 +" }', 'config/custom-rule', 'expression', /Unexpected token: EOF/],
    ['unknown variable', '{ id: a, message: m, expression: "foo == 1" }', 'config/custom-rule', 'expression', /foo/],
    [
      'a condition that is none',
      '{ id: a, message: m, expression: "true", when: "1" }',
      'config/custom-rule',
      'when',
      /true or false/,
    ],
    ['no path', '{ id: a, message: m, expression: "true", path: "a..b[" }', 'config/custom-rule', 'path', /is no path/],
    [
      'a fix of nothing',
      '{ id: a, message: m, expression: "true", fix: { to: 1 } }',
      'config/custom-rule',
      'fix',
      /nothing to set/,
    ],
    [
      'the name of a rule of ours',
      '{ id: replicas-single, message: m, expression: "true" }',
      'config/custom-rule',
      'id',
      /another rule/,
    ],
    ['a name that is none', '{ id: A b, message: m, expression: "true" }', 'config/value', 'id', /form/],
    ['no message', '{ id: a, expression: "true" }', 'config/value', '{', /message' is missing/],
    [
      'a typo',
      '{ id: a, message: m, expresion: "true", expression: "true" }',
      'config/unknown-key',
      'expresion',
      /expression/,
    ],
  ];
  for (const [title, rule, code, at, message] of table) {
    test(title, () => {
      const [finding] = findings(`customRules:\n  - ${rule}\n`);
      assert.equal(finding?.[0], code);
      assert.match(String(finding?.[1]), message);
      assert.ok(finding?.[2]?.startsWith(at), finding?.[2]);
    });
  }

  test('twice the same name', () => {
    const rule = '{ id: a, message: m, expression: "true" }';
    assert.deepEqual(findings(`customRules:\n  - ${rule}\n  - ${rule}\n`), [
      ['config/custom-rule', "There is another rule 'a'.", 'id'],
    ]);
  });

  test('its level can be set', () => {
    const rules = 'customRules:\n  - { id: my-own, message: m, expression: "true" }\n';
    assert.deepEqual(findings(`${rules}rules:\n  my-own: error\n`), []);
    assert.match(String(findings(`${rules}rules:\n  my-owm: error\n`)[0]?.[1]), /Did you mean 'my-own'/);
  });
});

test('the rules of the documentation work', () => {
  const page = readFileSync(new URL('../../../docs/your-own-rules.md', import.meta.url), 'utf8');
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const { configuration, findings } = readConfiguration(
    parse('.production-values.yaml', 1, example),
    () => false,
    () => [],
  );
  assert.deepEqual(findings, []);
  const text = yaml`
    image: { repository: nginx }
    replicaCount: 6
    nodeSelector: { pool: small }
  `;
  const { findings: found } = analyze({
    ...snapshotOf([], { values: text, levels: configuration.levels }),
    customRules: configuration.customRules,
  });
  assert.deepEqual(found.map(({ code, severity }) => `${code} ${severity}`).sort(), [
    'our-registry error',
    'pool-for-large info',
    'team-label error',
  ]);
});

test('a workspace applies the rules of its configuration to its files', async () => {
  const host = memoryHost({
    '.production-values.yaml': `customRules:\n  - { id: two, path: web.replicas, expression: self >= 2, message: Two. }\n`,
    'app/values.yaml': 'web:\n  replicas: 1\n',
  });
  const workspace = createWorkspace(host, [inMemory('')], []);
  const { findings } = await workspace.check(inMemory('app/values.yaml'));
  assert.deepEqual(
    findings.map(({ code, message }) => [code, message]),
    [['two', 'Two.']],
  );
});
