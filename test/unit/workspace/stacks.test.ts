import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { basesByName } from '../../../server/src/workspace/conventions.ts';
import { boundPath, pathMatcher, resolvePath } from '../../../server/src/workspace/template-path.ts';
import { checkIn, type Files } from './memory-host.ts';

const v = 'a: 1\n';
const application = (files: readonly string[], path = 'charts/a') =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a }\nspec:\n  source:\n    path: ${path}\n    helm:\n      valueFiles: ${JSON.stringify(files)}\n`;

describe('what lies below a values file', () => {
  const cases: readonly (readonly [string, Files, string, readonly string[]])[] = [
    [
      'values.yaml below values-prod.yaml',
      { '/w/values.yaml': v, '/w/values-prod.yaml': v },
      '/w/values-prod.yaml',
      ['values.yaml'],
    ],
    [
      'values.yaml below prod-values.yaml',
      { '/w/values.yaml': v, '/w/prod-values.yaml': v },
      '/w/prod-values.yaml',
      ['values.yaml'],
    ],
    [
      'common.values.yaml below prod.values.yaml',
      { '/w/common.values.yaml': v, '/w/prod.values.yaml': v },
      '/w/prod.values.yaml',
      ['common.values.yaml'],
    ],
    [
      'values/base.yaml below values/prod.yaml',
      { '/w/values/base.yaml': v, '/w/values/prod.yaml': v },
      '/w/values/prod.yaml',
      ['values/base.yaml'],
    ],
    ['the base itself has none', { '/w/values/base.yaml': v, '/w/values/prod.yaml': v }, '/w/values/base.yaml', []],
    [
      'an environment beside another',
      { '/w/environments/prod/values.yaml': v, '/w/environments/dev/values.yaml': v },
      '/w/environments/prod/values.yaml',
      [],
    ],
    [
      'base/values.yaml below overlays/prod/values.yaml',
      { '/w/base/values.yaml': v, '/w/overlays/prod/values.yaml': v },
      '/w/overlays/prod/values.yaml',
      ['base/values.yaml'],
    ],
    [
      "a chart's own values are its defaults, no layer",
      { '/w/Chart.yaml': 'name: a\nversion: 1.0.0\n', '/w/values.yaml': v, '/w/values-prod.yaml': v },
      '/w/values-prod.yaml',
      [],
    ],
    [
      'a comment',
      {
        '/w/x.yaml': v,
        '/w/y.yaml': v,
        '/w/p/values-prod.yaml': `# production-values: base=../x.yaml,../y.yaml\n${v}`,
      },
      '/w/p/values-prod.yaml',
      ['x.yaml', 'y.yaml'],
    ],
    [
      'the configuration',
      {
        '/w/x.yaml': v,
        '/w/values-prod.yaml': v,
        '/w/values.yaml': v,
        '/w/.production-values.yaml': 'stacks:\n  - [x.yaml, values-prod.yaml]\n',
      },
      '/w/values-prod.yaml',
      ['x.yaml'],
    ],
    [
      'an Application, before what the names say',
      {
        '/w/charts/a/x.yaml': v,
        '/w/charts/a/values.yaml': v,
        '/w/charts/a/values-prod.yaml': v,
        '/w/app.yaml': application(['x.yaml', 'values-prod.yaml']),
      },
      '/w/charts/a/values-prod.yaml',
      ['charts/a/x.yaml'],
    ],
    [
      'a helmfile, for one environment',
      {
        '/w/h/common.yaml': v,
        '/w/h/values-prod.yaml': v,
        '/w/h/values-dev.yaml': v,
        '/w/h/secret-prod.yaml': v,
        '/w/h/helmfile.yaml':
          'releases:\n  - name: a\n    chart: up/a\n    values:\n      - common.yaml\n      - b: 1\n      - values-{{ .Environment.Name }}.yaml\n      - secret-{{ .Environment.Name }}.yaml\n',
      },
      '/w/h/secret-prod.yaml',
      ['h/common.yaml', 'h/helmfile.yaml releases[0].values[1]', 'h/values-prod.yaml'],
    ],
    [
      'Skaffold',
      {
        '/w/x.yaml': v,
        '/w/y.yaml': v,
        '/w/skaffold.yaml':
          'apiVersion: skaffold/v4beta1\nkind: Config\nmanifests:\n  helm:\n    releases:\n      - name: a\n        chartPath: a\n        valuesFiles: [x.yaml, y.yaml]\n',
      },
      '/w/y.yaml',
      ['x.yaml'],
    ],
    [
      'inline values over the files of their release',
      {
        '/w/x.yaml': v,
        '/w/helmfile.yaml': 'releases:\n  - name: a\n    chart: up/a\n    values: [x.yaml, { b: 1 }]\n',
      },
      '/w/helmfile.yaml',
      ['x.yaml'],
    ],
    [
      'a patch over the release it patches',
      {
        '/w/base/release.yaml':
          'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: a }\nspec:\n  chart: { spec: { chart: a } }\n  values: { b: 1 }\n',
        '/w/prod/patch.yaml':
          'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: a }\nspec:\n  values: { c: 1 }\n',
      },
      '/w/prod/patch.yaml',
      ['base/release.yaml spec.values'],
    ],
  ];
  for (const [name, files, path, expected] of cases) {
    it(name, async () => {
      const { parts } = await checkIn(files, path);
      const layers = parts[0]?.analysis.snapshot.stack.layers.slice(0, -1) ?? [];
      assert.deepEqual(
        layers.map(({ uri, embeddedAt }) => `${uri.replace('file:///w/', '')} ${embeddedAt ?? ''}`.trim()),
        expected,
      );
    });
  }
});

describe('values files by their names', () => {
  it('nothing lies below a plain values file', () => assert.deepEqual(basesByName('file:///w/values.yaml'), []));
  it('nor below a manifest', () => assert.deepEqual(basesByName('file:///w/deployment.yaml'), []));
});

describe('paths with expressions', () => {
  const cases: readonly (readonly [string, string, Readonly<Record<string, string>> | undefined])[] = [
    ['/w/{{ .env }}/values.yaml', '/w/prod/values.yaml', { '.env': 'prod' }],
    ['/w/{{env}}/{{env}}.yaml', '/w/prod/prod.yaml', { env: 'prod' }],
    ['/w/{{env}}/{{env}}.yaml', '/w/prod/dev.yaml', undefined],
    ['/w/{{a}}/x.yaml', '/w/b/c/x.yaml', undefined],
    ['/w/a+b(.yaml', '/w/a+b(.yaml', {}],
    ['/{{a}}{{b}}{{c}}{{d}}{{e}}', '/abcde', undefined],
  ];
  for (const [pattern, path, expected] of cases) {
    it(`${pattern} for ${path}`, () => {
      const found = pathMatcher(pattern)(path);
      assert.deepEqual(found && Object.fromEntries(found), expected);
    });
  }
  it('filled in', () =>
    assert.equal(
      boundPath(
        '{{ .a }}/{{ .b }}',
        new Map([
          ['.a', 'x'],
          ['.b', 'y'],
        ]),
      ),
      'x/y',
    ));
  it('not filled in while something is missing', () =>
    assert.equal(boundPath('{{ .a }}/{{ .b }}', new Map([['.a', 'x']])), undefined));
  it('nothing leads above the top', () => assert.equal(resolvePath('/w/a', '../../../etc/passwd'), '/etc/passwd'));
});
