import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkIn, drawn } from './memory-host.ts';

const header =
  'apiVersion: operator.kcp.io/v1alpha1\nkind: RootShard\nmetadata:\n  name: root\n  labels: { any: thing }\n';
const shard = `${header}spec:
  external: { hostname: kcp.example.org, port: 6443 }
  certificates:
    issuerRef: { name: issuer }
  cache: { embedded: { enabled: true } }
  etcd:
    endpoints: [https://etcd:2379]
`;
const spaces = (values: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: a }
spec:
  source:
    repoURL: xpkg.upbound.io/spaces-artifacts
    chart: spaces
    targetRevision: 1.17.1
    helm:
${values}`;

describe('resources and values among the documents of a file', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['a resource that is right', shard, []],
    [
      'a mistyped field, in the second document',
      `apiVersion: v1\nkind: Namespace\n---\n${shard}  replica: 2\n`,
      ['16 schema/unknown-key spec.replica'],
    ],
    ['a wrong type', `${shard}  replicas: two\n`, ['13 schema/type spec.replicas']],
    ['a missing field', shard.replace(/ {2}external.*\n/, ''), ['6 schema/required spec.external']],
    ['a wrong version', shard.replace('v1alpha1', 'v1'), ['1 schema/enum apiVersion']],
    ['a wrong kind', shard.replace('RootShard', 'RootShad'), ['2 schema/enum kind']],
    [
      'a kind that is gone',
      shard.replace('RootShard', 'Bundle').replace(/spec:[\s\S]*/, 'spec: {}\n'),
      ['2 schema/removed-key kind', '6 schema/required spec.target'],
    ],
    ['a resource of another group', 'apiVersion: example.org/v1\nkind: Shard\nspec: { replica: 2 }\n', []],
    ['status and metadata are Kubernetes’ own', `${shard}status: { phase: Running }\n`, []],
    [
      'values in a map',
      spaces('      valuesObject:\n        api: { replicaCont: 2 }\n'),
      ['11 schema/unknown-key api.replicaCont'],
    ],
    [
      'values in a string',
      spaces('      values: |\n        # first\n        api:\n          replicaCont: 2\n'),
      ['13 schema/unknown-key api.replicaCont'],
    ],
    [
      'a parameter',
      spaces('      parameters:\n        - { name: api.replicaCont, value: "2" }\n'),
      ['11 schema/unknown-key api.replicaCont'],
    ],
    [
      'all of them in the order of their lines',
      `${spaces(
        '      parameters:\n        - { name: api.nope1, value: "2" }\n      values: |\n        api:\n          nope2: 2\n',
      )}---\n${shard}  nope3: 2\n`,
      ['11 schema/unknown-key api.nope1', '14 schema/unknown-key api.nope2', '28 schema/unknown-key spec.nope3'],
    ],
    ['half a manifest', spaces('      valuesObject:\n        api: [1\n'), ['12 yaml/syntax']],
    ['half a string of values', spaces('      values: |\n        api: [1\n        b: 2\n'), ['12 yaml/syntax']],
    ['a key twice', spaces('      values: |\n        api: {}\n        api: {}\n'), ['12 yaml/duplicate-key api']],
    [
      'a key twice outside the values is not ours',
      spaces('      values: |\n        api: {}\n').replace('    chart:', '    path: x\n    path: y\n    chart:'),
      [],
    ],
    [
      'an ignore comment in the values',
      spaces('      valuesObject:\n        api: { replicaCont: 2 } # production-values-ignore schema/unknown-key\n'),
      [],
    ],
    [
      'one that silences nothing',
      spaces('      valuesObject:\n        api: {} # production-values-ignore schema/unknown-key\n'),
      ['11 ignore/unused'],
    ],
  ];
  for (const [name, text, expected] of cases) {
    it(name, async () => assert.deepEqual(drawn(await checkIn({ '/w/a.yaml': text }, '/w/a.yaml')), expected));
  }

  it('a patch is not incomplete', async () => {
    const files = {
      '/w/prod/root.yaml': `${header}spec:\n  replicas: 3\n`,
      '/w/prod/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n  - path: root.yaml\n',
    };
    assert.deepEqual(drawn(await checkIn(files, '/w/prod/root.yaml')), []);
    assert.ok(
      drawn(await checkIn({ '/w/prod/root.yaml': files['/w/prod/root.yaml'] }, '/w/prod/root.yaml')).length > 0,
    );
  });

  it('a field that is dropped is the API server’s doing', async () => {
    const { findings } = await checkIn({ '/w/a.yaml': `${shard}  replica: 2\n` }, '/w/a.yaml');
    assert.match(findings[0]?.message ?? '', /^RootShard has no field 'spec\.replica'\. The API server drops it/);
  });

  it('an anchor that two releases share is reported once', async () => {
    const text = `templates:\n  base: &base\n    chart: 'oci://xpkg.upbound.io/spaces-artifacts/spaces'\n    version: 1.17.1\n    values:\n      - api: { replicaCont: 2 }\nreleases:\n  - name: a\n    <<: *base\n  - name: b\n    <<: *base\n`;
    assert.deepEqual(drawn(await checkIn({ '/w/helmfile.yaml': text }, '/w/helmfile.yaml')), [
      '6 schema/unknown-key api.replicaCont',
    ]);
  });

  it('a manifest whose values are right is checked and silent', async () => {
    const result = await checkIn(
      { '/w/a.yaml': spaces('      valuesObject:\n        api: { replicaCount: 2 }\n') },
      '/w/a.yaml',
    );
    assert.equal(result.kind, 'values');
    assert.equal(result.document?.embeddedAt, 'spec.source.helm.valuesObject');
    assert.deepEqual(result.findings, []);
  });
});
