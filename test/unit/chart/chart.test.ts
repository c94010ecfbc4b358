import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ChartFiles, createChart } from '../../../server/src/core/chart/chart.ts';
import { knownKeysAt, knowsKey } from '../../../server/src/core/chart/known-key.ts';

const folder = 'file:///charts/app/';

const chartYaml = `apiVersion: v2
name: app
version: 1.2.3
appVersion: "7"
deprecated: true
dependencies:
  - name: db
    alias: store
    version: ~1.0
    repository: https://charts.example.com
    condition: store.enabled, global.store
    tags:
      - back
    import-values:
      - data
      - child: a.b
        parent: c
`;

describe('Chart.yaml', () => {
  it('is read with the places of dependencies', () => {
    const chart = createChart({ folder, chartYaml, templates: [], subcharts: [] });
    const { name, version, appVersion, type, deprecated } = chart;
    assert.deepEqual([name, version, appVersion, type, deprecated], ['app', '1.2.3', '7', 'application', true]);
    const [dependency] = chart.dependencies;
    assert.ok(dependency);
    const { site, ...rest } = dependency;
    assert.deepEqual(rest, {
      name: 'db',
      alias: 'store',
      key: 'store',
      version: '~1.0',
      repository: 'https://charts.example.com',
      conditions: [
        ['store', 'enabled'],
        ['global', 'store'],
      ],
      tags: ['back'],
      importValues: [
        { child: ['exports', 'data'], parent: [] },
        { child: ['a', 'b'], parent: ['c'] },
      ],
    });
    assert.equal(site.uri, `${folder}Chart.yaml`);
    assert.ok(chartYaml.slice(site.span.start).startsWith('name: db'));
  });

  it('of an old chart has its dependencies in requirements.yaml', () => {
    const requirementsYaml = 'dependencies:\n  - name: db\n    version: 1.x\n';
    const old = createChart({
      chartYaml: 'name: app\nversion: 1.0.0\n',
      requirementsYaml,
      templates: [],
      subcharts: [],
    });
    assert.deepEqual(
      old.dependencies.map(({ key, site }) => [key, site.uri]),
      [['db', 'requirements.yaml']],
    );
  });

  it('that cannot be read is a problem, not an end', () => {
    const broken = createChart({ folder, chartYaml: 'name: [', templates: [], subcharts: [] });
    assert.equal(broken.name, '');
    assert.ok(broken.problems().length > 0);
  });
});

describe('problems', () => {
  it('name the file and the place', () => {
    const chart = createChart({
      folder,
      chartYaml: 'name: app\nversion: 1.0.0\n',
      schemaJson: '{ "type": ',
      templates: [{ path: 'templates/a.yaml', text: 'x: {{ .Values.a | nosuch }}' }],
      subcharts: [],
    });
    assert.deepEqual(
      chart.problems().map(({ site }) => site),
      [
        { uri: `${folder}values.schema.json`, span: { start: 0, end: 0 } },
        { uri: `${folder}templates/a.yaml`, span: { start: 18, end: 24 } },
      ],
    );
    assert.equal(chart.schema(), undefined);
  });
});

describe('keys that a chart knows', () => {
  const child: ChartFiles = {
    chartYaml: 'name: db\nversion: 1.0.0\n',
    valuesYaml: 'size: 1\n',
    templates: [{ path: 'templates/x.yaml', text: '{{ .Values.mode }}' }],
    subcharts: [],
  };
  const chart = createChart({
    chartYaml,
    valuesYaml: 'image:\n  tag: "1"\n  # digest: ""\nlabels: {}\nhosts:\n  - name: a\n',
    templates: [
      { path: 'templates/a.yaml', text: '{{ .Values.image.tag }}{{ toYaml .Values.labels }}{{ .Values.extra.one }}' },
    ],
    subcharts: [child],
  });
  const rows: readonly (readonly [string, string])[] = [
    ['image.tag', 'yes'],
    ['image.digest', 'yes'],
    ['image.tagg', 'no'],
    ['labels.anything', 'yes'],
    ['extra.one', 'yes'],
    ['extra.two', 'no'],
    ['hosts.3.name', 'yes'],
    ['hosts.0.nam', 'no'],
    ['store.size', 'yes'],
    ['store.mode', 'yes'],
    ['store.enabled', 'yes'],
    ['store.none', 'no'],
    ['global.anything', 'yes'],
    ['nothing', 'no'],
    ['__proto__', 'no'],
    ['constructor.name', 'no'],
  ];
  for (const [path, expected] of rows) {
    it(path, () => assert.equal(knowsKey(chart, path.split('.')), expected));
  }

  it('are listed for completion', () => {
    assert.deepEqual(knownKeysAt(chart, ['image']), ['tag', 'digest']);
    assert.deepEqual(knownKeysAt(chart, ['store']), ['size', 'mode', 'enabled']);
    assert.ok(['image', 'labels', 'hosts', 'store', 'extra'].every(key => knownKeysAt(chart, []).includes(key)));
  });

  it('cannot be told without the templates', () => {
    assert.equal(knowsKey(createChart({ chartYaml, subcharts: [child] }), ['nothing']), 'maybe');
  });
});
