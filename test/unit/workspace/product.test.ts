import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkIn, type Files } from './memory-host.ts';

const values = 'controlPlanes:\n  ha:\n    enabled: true\n';
const chart = (text: string) => `apiVersion: v2\n${text}`;
const argo = (valueFile: string, version = '1.13.1') => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: space
spec:
  sources:
    - repoURL: https://example.org/infra.git
      ref: values
    - repoURL: xpkg.upbound.io/spaces-artifacts
      chart: spaces
      targetRevision: ${version}
      helm:
        valueFiles:
          - $values/${valueFile}
`;
const configuration = 'files:\n  "**/values.yaml": spaces@1.12.0\n';
const spacesChart = chart('name: spaces\nversion: 1.11.0\nhome: https://upbound.io\n');

describe('which product and version apply, and why', () => {
  const cases: readonly (readonly [string, Files, string, RegExp])[] = [
    [
      'a comment wins over all else',
      {
        '/w/a/values.yaml': `# production-values: product=spaces@1.16.0\n${values}`,
        '/w/.production-values.yaml': configuration,
        '/w/a/Chart.yaml': spacesChart,
        '/w/app.yaml': argo('a/values.yaml'),
      },
      'spaces@1.16.0',
      /first comment/,
    ],
    [
      'then the configuration',
      {
        '/w/a/values.yaml': values,
        '/w/.production-values.yaml': configuration,
        '/w/a/Chart.yaml': spacesChart,
        '/w/app.yaml': argo('a/values.yaml'),
      },
      'spaces@1.12.0',
      /\.production-values\.yaml/,
    ],
    [
      'then Chart.yaml',
      { '/w/a/values.yaml': values, '/w/a/Chart.yaml': spacesChart, '/w/app.yaml': argo('a/values.yaml') },
      'spaces@1.11.0',
      /Chart\.yaml/,
    ],
    [
      'then a reference',
      { '/w/a/values.yaml': values, '/w/app.yaml': argo('a/values.yaml') },
      'spaces@1.13.1',
      /chart spaces 1\.13\.1 of the Argo CD Application 'space' in app\.yaml/,
    ],
    ['else the keys', { '/w/a/values.yaml': values }, 'spaces@1.17.1', /detected by its keys: controlPlanes\.ha/],
    [
      'a version between two recorded ones says so',
      { '/w/a/values.yaml': values, '/w/app.yaml': argo('a/values.yaml', '1.13.77') },
      'spaces@1.13.1',
      /1\.13\.77 is not recorded, the nearest is 1\.13\.1/,
    ],
    [
      'a range counts by its lower bound',
      { '/w/a/values.yaml': values, '/w/app.yaml': argo('a/values.yaml', "'>=1.12.0'") },
      'spaces@1.12.0',
      />=1\.12\.0/,
    ],
    [
      'a Flux release through a generated ConfigMap',
      {
        '/w/a/values.yaml': values,
        '/w/a/kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nconfigMapGenerator:\n  - name: space-values\n    files: [values.yaml]\n',
        '/w/a/release.yaml':
          'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: space, namespace: s }\nspec:\n  chartRef: { kind: OCIRepository, name: space, namespace: f }\n  valuesFrom: [{ kind: ConfigMap, name: space-values }]\n',
        '/w/sources.yaml':
          'apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: { name: space, namespace: f }\nspec:\n  url: oci://xpkg.upbound.io/spaces-artifacts/spaces\n  ref: { tag: 1.14.0 }\n',
      },
      'spaces@1.14.0',
      /Flux HelmRelease 'space' in release\.yaml/,
    ],
    [
      'a helmfile',
      {
        '/w/a/values.yaml': values,
        '/w/helmfile.yaml':
          'repositories:\n  - name: up\n    url: https://charts.upbound.io/stable\nreleases:\n  - name: space\n    chart: up/spaces\n    version: 1.8.0\n    values: [./a/values.yaml]\n',
      },
      'spaces@1.8.0',
      /helmfile release 'space'/,
    ],
    [
      'an ApplicationSet, by what its expressions stand for',
      {
        '/w/envs/prod/values.yaml': values,
        '/w/app.yaml': argo("'envs/{{ .env }}/values.yaml'", '1.15.1')
          .replace("$values/'", "'$values/")
          .replace('kind: Application', 'kind: ApplicationSet')
          .replace('spec:\n', 'spec:\n  template:\n   spec:\n')
          .replace(/^ {2}sources[\s\S]*/m, block => block.replace(/^/gm, '  ')),
      },
      'spaces@1.15.1',
      /ApplicationSet/,
    ],
    [
      'a chart of the same name from elsewhere',
      {
        '/w/a/values.yaml': 'a: 1\n',
        '/w/app.yaml': argo('a/values.yaml').replace('xpkg.upbound.io/spaces-artifacts', 'https://example.org/charts'),
      },
      'helm@1.13.1',
      /chart spaces 1\.13\.1/,
    ],
  ];
  for (const [name, files, expected, why] of cases) {
    it(name, async () => {
      const path = Object.keys(files).find(file => file.endsWith('/values.yaml')) ?? '';
      const { parts } = await checkIn(files, path);
      const source = parts[0]?.analysis.snapshot.settings[0];
      assert.equal(`${source?.chart.id}@${source?.version}`, expected);
      assert.match(source?.why ?? '', why);
    });
  }

  it('a dependency, under its alias', async () => {
    const files = {
      '/w/values.yaml': 'space:\n  controlPlanes: {}\nglobal:\n  a: 1\nown: 1\n',
      '/w/Chart.yaml': chart(
        'name: platform\nversion: 1.0.0\ndependencies:\n  - name: spaces\n    alias: space\n    version: 1.14.0\n    repository: oci://xpkg.upbound.io/spaces-artifacts\n',
      ),
    };
    const { parts, findings } = await checkIn(files, '/w/values.yaml');
    const settings = parts[0]?.analysis.snapshot.settings.map(({ prefix, chart, version }) => [
      prefix.join('.'),
      chart.id,
      version,
    ]);
    assert.deepEqual(settings, [
      ['', 'helm', '1.0.0'],
      ['space', 'spaces', '1.14.0'],
    ]);
    assert.deepEqual(findings, []);
  });

  it('--product and --chart speak of plain values files only', async () => {
    const release =
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    repoURL: xpkg.upbound.io/spaces-artifacts\n    chart: spaces\n    targetRevision: 1.14.0\n    helm:\n      valuesObject:\n        a: 1\n';
    const { parts } = await checkIn({ '/w/app.yaml': release }, '/w/app.yaml', { overrides: { product: 'kcp/kcp' } });
    assert.equal(parts[0]?.analysis.snapshot.settings[0]?.version, '1.14.0');
  });
});
