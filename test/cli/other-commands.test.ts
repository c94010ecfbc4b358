import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { folderWith, productionValues } from '../support/cli.ts';

describe('effective', () => {
  const cwd = folderWith({
    'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'chart/values.yaml': 'replicas: 1\nimage:\n  tag: a\n  pullPolicy: Always\n',
    'prod.yaml': '# production\nreplicas: 3\nimage:\n  pullPolicy: null\n',
  });

  it('prints values and origins as JSON', () => {
    const { status, stdout } = productionValues(
      ['effective', '--chart', 'chart', '-f', 'prod.yaml', '--format', 'json'],
      { cwd },
    );
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(stdout), {
      values: { replicas: 3, image: { tag: 'a' } },
      origins: { replicas: { file: 'prod.yaml', line: 2 }, 'image.tag': { file: 'chart/values.yaml', line: 3 } },
    });
  });

  it('ends each leaf with its file and line as YAML', () => {
    const { stdout } = productionValues(['effective', '--chart', 'chart', '-f', 'prod.yaml'], { cwd });
    assert.equal(stdout, 'replicas: 3 # prod.yaml:2\nimage:\n  tag: a # chart/values.yaml:3\n');
  });

  it('wants at least one file', () => {
    const { status, stderr } = productionValues(['effective'], { cwd });
    assert.equal(status, 2);
    assert.match(stderr, /^production-values: effective: name at least one values file/);
  });
});

describe('explain', () => {
  it('prints the text of a setting', () => {
    const { status, stdout } = productionValues(['explain', 'controlPlanes.ha.enabled', '--product', 'spaces']);
    assert.equal(status, 0);
    assert.match(stdout, /controlPlanes\.ha\.enabled · true or false · default false/);
    assert.match(stdout, /In production: true/);
  });

  it('prints the page of a rule', () => {
    const { status, stdout } = productionValues(['explain', 'toleration-key-empty']);
    assert.equal(status, 0);
    assert.match(stdout, /^TOLERATION-KEY-EMPTY\n/);
  });

  it('names the nearest key or rule', () => {
    const { status, stderr } = productionValues(['explain', 'controlPlanes.ha.enable']);
    assert.equal(status, 2);
    assert.equal(
      stderr,
      "production-values: no setting and no rule 'controlPlanes.ha.enable': did you mean 'controlPlanes.ha.enabled'?\n",
    );
  });
});

describe('rules', () => {
  it('lists every rule as the contract says', () => {
    const rules = JSON.parse(productionValues(['rules', '--format', 'json']).stdout) as Record<string, unknown>[];
    const wanted = ['id', 'products', 'severity', 'mode', 'summary', 'fixable', 'url'];
    for (const rule of rules) {
      assert.deepEqual(
        wanted.filter(key => !(key in rule)),
        [],
        String(rule.id),
      );
    }
    assert.ok(rules.some(({ id }) => id === 'toleration-key-empty'));
  });
});

describe('schema', () => {
  it('prints a self-contained JSON Schema of the version', () => {
    const { status, stdout } = productionValues(['schema', 'spaces@1.14.0']);
    const schema = JSON.parse(stdout) as { title: string; additionalProperties: boolean };
    assert.equal(status, 0);
    assert.equal(schema.title, 'Upbound Spaces 1.14.0');
    assert.equal(schema.additionalProperties, false);
    assert.deepEqual([...stdout.matchAll(/"\$ref": "([^"#][^"]*)"/g)], []);
  });

  it('knows no other product', () => {
    const { status, stderr } = productionValues(['schema', 'mysql']);
    assert.equal(status, 2);
    assert.match(stderr, /^production-values: unknown product 'mysql'/);
  });
});

describe('the program', () => {
  it('has a version and help', () => {
    assert.match(productionValues(['--version']).stdout, /^\d+\.\d+\.\d+\n$/);
    assert.match(productionValues(['--help']).stdout, /check .*\n/);
  });
});
