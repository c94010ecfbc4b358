import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { definitionAt } from '../../../server/src/core/features/definition.ts';
import { referencesTo, settingUnder } from '../../../server/src/core/features/references.ts';
import { openIn } from './chart-files.ts';

const chart = {
  'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
  'values.yaml': 'replicas: 1\nimage:\n  # Which one.\n  tag: ""\n  name: app\nports:\n  - name: http\n',
  'templates/a.yaml':
    'n: {{ .Values.replicas }}\n{{- with .Values.image }}\ni: {{ .name }}:{{ .tag | default "x" }}\n{{- end }}\np: {{ toYaml .Values.ports }}\n',
};

describe('definition', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
    ['the default of the chart', { ...chart, 'values-prod.yaml': 'repli~cas: 3\n' }, ['values.yaml:1 replicas']],
    ['of a value, too', { ...chart, 'values-prod.yaml': 'image:\n  tag: v~1\n' }, ['values.yaml:4 tag']],
    [
      'the default, and the nearest file below that sets it',
      {
        ...chart,
        'values-base.yaml': 'replicas: 2\n',
        'values-prod.yaml': '# production-values: base=values-base.yaml\nreplicas~: 3\n',
      },
      ['values.yaml:1 replicas', 'values-base.yaml:1 replicas'],
    ],
    ['what null takes away', { ...chart, 'values-prod.yaml': 'image~: null\n' }, ['values.yaml:2 image']],
    [
      'of something in a list, the list',
      { ...chart, 'values-prod.yaml': 'ports:\n  - na~me: x\n' },
      ['values.yaml:6 ports'],
    ],
    ['of a default, itself', { ...chart, 'values.yaml': 'replicas: 1\nimage: {ta~g: ""}\n' }, ['values.yaml:2 tag']],
    ['nothing between keys', { ...chart, 'values-prod.yaml': 'image:\n  tag: a\n#~\n' }, []],
    [
      'the default of a subchart',
      {
        ...chart,
        'Chart.yaml': `${chart['Chart.yaml']}dependencies:\n  - name: db\n    version: 1.0.0\n    alias: store\n`,
        'charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
        'charts/db/values.yaml': 'a: 1\nsize: 1\n',
        'values-prod.yaml': 'store:\n  si~ze: 2\n',
      },
      ['charts/db/values.yaml:2 size'],
    ],
    [
      'without a chart, the file below',
      { 'values.yaml': 'a: 1\n', 'values-prod.yaml': 'a~: 2\n' },
      ['values.yaml:1 a'],
    ],
    [
      'never a file that does not exist',
      { 'values-prod.yaml': '# production-values: product=spaces\naccount~: x\n' },
      ['values-prod.yaml:2 account'],
    ],
  ];
  for (const [name, files, expected] of cases) {
    it(name, async () => {
      const { part, offset, drawn } = await openIn(files);
      assert.deepEqual(drawn(definitionAt(part.analysis, part.document, offset)), expected);
    });
  }
});

describe('references', () => {
  async function references(files: Readonly<Record<string, string>>, withDeclaration = true) {
    const { workspace, part, offset, drawn } = await openIn(files);
    const path = settingUnder(part.document, offset);
    const { chart: knowledge } = part.analysis.snapshot;
    assert.ok(path);
    const others = knowledge ? (await workspace.valuesOf(knowledge, String(path.at(-1)))).parts : [];
    return drawn(
      referencesTo(
        part.analysis,
        path,
        others.map(({ document }) => document),
        withDeclaration,
      ),
    );
  }

  it('the default, every file that sets it, every template line that reads it', async () => {
    const files = {
      ...chart,
      'values-dev.yaml': 'image:\n  tag: dev\n',
      'values-other.yaml': 'image: {}\n# tag\n',
      'values-prod.yaml': 'image:\n  ta~g: v1\n',
    };
    const found = ['values-prod.yaml:2 tag', 'values-dev.yaml:2 tag', 'templates/a.yaml:3 tag'];
    assert.deepEqual(await references(files), ['values.yaml:4 tag', ...found]);
    assert.deepEqual(await references(files, false), found);
  });

  it('of a map: what reads it, and what reads something in it', async () => {
    assert.deepEqual(
      (await references({ ...chart, 'values.yaml': chart['values.yaml'].replace('image', 'ima~ge') })).slice(1),
      ['templates/a.yaml:2 image', 'templates/a.yaml:3 .name', 'templates/a.yaml:3 .tag'],
    );
  });

  it('what writes out everything around it', async () => {
    assert.deepEqual(await references({ ...chart, 'values-prod.yaml': 'ports:\n  - na~me: x\n' }), [
      'values.yaml:6 ports',
      'values-prod.yaml:1 ports',
      'templates/a.yaml:5 ports',
    ]);
  });

  it('values inside a manifest that installs the chart', async () => {
    const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: app }
spec:
  chart:
    spec:
      chart: ./app
      sourceRef: { kind: GitRepository, name: this }
  values:
    replicas: 5
`;
    const files = Object.fromEntries(Object.entries(chart).map(([name, text]) => [`app/${name}`, text]));
    assert.deepEqual(await references({ ...files, 'release.yaml': release.replace('repl', 're~pl') }), [
      'app/values.yaml:1 replicas',
      'release.yaml:10 replicas',
      'app/templates/a.yaml:1 replicas',
    ]);
    assert.deepEqual(await references({ ...files, 'release.yaml': release, 'app/values-x.yaml': '~replicas: 2\n' }), [
      'app/values.yaml:1 replicas',
      'app/values-x.yaml:1 replicas',
      'release.yaml:10 replicas',
      'app/templates/a.yaml:1 replicas',
    ]);
  });
});
