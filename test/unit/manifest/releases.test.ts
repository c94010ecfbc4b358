import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readManifest } from '../../../server/src/core/manifest/manifest.ts';

const flux = (spec: string) =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: a, namespace: n }\nspec:\n${spec}`;
const argo = (source: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a }\nspec:\n  source: ${source}\n`;
const helmfile = (release: string) =>
  `repositories: [{ name: up, url: https://charts.example.org }]\nreleases:\n  - { name: a, ${release} }\n`;
const skaffold = (release: string) =>
  `apiVersion: skaffold/v4beta11\nkind: Config\ndeploy:\n  helm:\n    releases:\n      - { name: a, ${release} }\n`;

describe('the chart of a release', () => {
  const cases: readonly (readonly [string, string, object])[] = [
    [
      'Flux: a repository',
      flux("  chart: { spec: { chart: spaces, version: '1.14.x', sourceRef: { kind: HelmRepository, name: up } } }"),
      { name: 'spaces', version: '1.14.x', source: { kind: 'HelmRepository', name: 'up', namespace: 'n' } },
    ],
    [
      'Flux: a registry',
      flux('  chartRef: { kind: OCIRepository, name: up, namespace: other }'),
      { source: { kind: 'OCIRepository', name: 'up', namespace: 'other' } },
    ],
    [
      'Flux: a folder',
      flux('  chart: { spec: { chart: ./charts/a, sourceRef: { kind: GitRepository, name: up } } }'),
      { folder: { path: './charts/a', from: 'top' } },
    ],
    ['Flux: a patch names none', flux('  values: { a: 1 }'), {}],
    [
      'Argo CD: a repository',
      argo('{ repoURL: https://x.org, chart: spaces, targetRevision: 1.17.1 }'),
      { name: 'spaces', repository: 'https://x.org', version: '1.17.1' },
    ],
    [
      'Argo CD: a registry',
      argo("{ repoURL: 'oci://xpkg.upbound.io/spaces-artifacts/spaces', path: ., targetRevision: 1.17.1 }"),
      { name: 'spaces', repository: 'oci://xpkg.upbound.io/spaces-artifacts/spaces', version: '1.17.1' },
    ],
    [
      'Argo CD: a folder',
      argo('{ repoURL: https://x.org/a.git, path: charts/a }'),
      { folder: { path: 'charts/a', from: 'top' } },
    ],
    [
      'helmfile: a repository',
      helmfile('chart: up/spaces, version: 1.14'),
      { name: 'spaces', repository: 'https://charts.example.org', version: '1.14' },
    ],
    [
      'helmfile: a registry',
      helmfile("chart: 'oci://x.org/a/spaces'"),
      { name: 'spaces', repository: 'oci://x.org/a/spaces' },
    ],
    ['helmfile: a folder', helmfile('chart: ../charts/a'), { folder: { path: '../charts/a', from: 'file' } }],
    [
      'Skaffold: a repository',
      skaffold('remoteChart: spaces, repo: https://x.org, version: 1.14.0'),
      { name: 'spaces', repository: 'https://x.org', version: '1.14.0' },
    ],
    ['Skaffold: a folder', skaffold('chartPath: charts/a'), { folder: { path: 'charts/a', from: 'file' } }],
  ];
  for (const [name, text, expected] of cases) {
    it(name, () => assert.deepEqual(readManifest('file:///a.yaml', 1, text)?.releases[0]?.chart, expected));
  }
});

describe('the values of a release, lowest first', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'Flux',
      flux(
        '  chart: { spec: { chart: a, valuesFiles: [values.yaml, values-prod.yaml] } }\n  valuesFrom: [{ kind: ConfigMap, name: m }, { kind: Secret, name: s }, { kind: ConfigMap, name: m, targetPath: a.b }]\n  values: { a: 1 }',
      ),
      ['top:values.yaml', 'top:values-prod.yaml', 'config-map m values.yaml', 'unknown', 'unknown', 'inline'],
    ],
    [
      'Argo CD',
      argo(
        "{ path: charts/a, helm: { valueFiles: [values.yaml, $values/envs/prod.yaml, /top.yaml, 'https://x.org/a.yaml'], values: 'a: 1', parameters: [{ name: a, value: b }] } }",
      ),
      ['chart:values.yaml', 'top:envs/prod.yaml', 'top:top.yaml', 'unknown', 'unknown', 'inline'],
    ],
    [
      'helmfile',
      helmfile("chart: up/a, values: [a.yaml, { b: 1 }, '{{ .Environment.Name }}.yaml']"),
      ['file:a.yaml', 'inline', 'file:{{ .Environment.Name }}.yaml'],
    ],
    [
      'Skaffold',
      skaffold('chartPath: a, valuesFiles: [a.yaml, b.yaml], overrides: { c: 1 }'),
      ['file:a.yaml', 'file:b.yaml', 'inline'],
    ],
  ];
  for (const [name, text, expected] of cases) {
    it(name, () =>
      assert.deepEqual(
        readManifest('file:///a.yaml', 1, text)?.releases[0]?.values.map(source =>
          source.kind === 'file'
            ? `${source.from}:${source.path}`
            : source.kind === 'config-map'
              ? `${source.kind} ${source.name} ${source.key}`
              : source.kind,
        ),
        expected,
      ),
    );
  }
});

describe('hostile manifests', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['keys named like methods', flux('  values: { __proto__: { a: 1 }, constructor: 2 }')],
    ['a list for a map', flux('  - 1\n')],
    ['nested deeply', flux(`  values: ${'{ a: '.repeat(300)}1${' }'.repeat(300)}`)],
    [
      'an alias bomb',
      `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e]\n${flux('  values: { g: [*f, *f] }')}`,
    ],
    ['thousands of documents', '---\nkind: HelmRelease\n'.repeat(5000)],
    ['half a template', `releases:\n${'  - name: {{ a\n'.repeat(2000)}`],
    ['braces', `releases:\n  - name: ${'{{'.repeat(20_000)}`],
  ];
  for (const [name, text] of cases) {
    it(`${name}: read in bounded time`, () => {
      const start = performance.now();
      readManifest('file:///a.yaml', 1, text);
      assert.ok(performance.now() - start < 3000);
    });
  }
});
