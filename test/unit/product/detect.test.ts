import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { productOfChart } from '../../../server/src/core/product/catalog.ts';
import { detectProduct } from '../../../server/src/core/product/detect.ts';
import { profileOfPath } from '../../../server/src/core/product/profile.ts';
import { compareVersions } from '../../../server/src/core/product/version.ts';
import { parse } from '../../../server/src/core/values/document.ts';

describe('detection by keys', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['controlPlanes:\n  ha:\n    enabled: true\n', 'spaces'],
    ['features:\n  alpha:\n    apollo:\n      enabled: true\n', 'spaces'],
    ['kcp:\n  replicas: 2\nkcpFrontProxy: {}\n', 'kcp/kcp'],
    [
      'externalHostname: a\nkcp:\n  tag: main\nsharding:\n  enabled: true\nexternalCache:\n  enabled: true\n',
      'kcp/shard',
    ],
    ['apiExportName: a\nkcpKubeconfig: b\n', 'kcp/api-syncagent'],
    ['replicaCount: 1\nimage:\n  tag: a\n', undefined],
    ['controller:\n  replicas: 1\nrouter:\n  hpa: {}\n', undefined],
    ['etcd:\n  replicas: 3\n', undefined],
    ['- a\n', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of cases) {
    it(`${text.split('\n').slice(0, 2).join(' ')} → ${expected}`, () =>
      assert.equal(detectProduct(parse('a', 1, text).root)?.product.id, expected));
  }
});

describe('a chart by its name', () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['spaces', 'oci://xpkg.upbound.io/spaces-artifacts', 'spaces'],
    ['spaces', 'https://charts.example.org', undefined],
    ['kcp', 'https://kcp-dev.github.io/helm-charts', 'kcp/kcp'],
    ['proxy', 'https://kcp-dev.github.io/helm-charts', 'kcp/proxy'],
    ['proxy', 'https://charts.example.org', undefined],
  ];
  for (const [name, repository, expected] of cases) {
    it(`${name} from ${repository} → ${expected}`, () =>
      assert.equal(productOfChart(name, [repository])?.id, expected));
  }
});

describe('the profile of a path', () => {
  const production = [
    'prod/values.yaml',
    'values-prod.yaml',
    'envs/production/values.yaml',
    'live/a.yaml',
    'eu-prd-1/values.yaml',
    'values.production.yaml',
  ];
  const other = [
    'values.yaml',
    'product/values.yaml',
    'reproduction/values.yaml',
    'values-delivery.yaml',
    'values-nonprod.yaml',
  ];
  for (const path of production) {
    it(path, () => assert.equal(profileOfPath(path), 'production'));
  }
  for (const path of other) {
    it(path, () => assert.equal(profileOfPath(path), 'default'));
  }
});

describe('versions', () => {
  it('sort by their numbers', () => {
    const sorted = ['1.2.4', '1.9.0', '1.10.0', '1.14.0-rc.1', '1.14.0', 'v1.17.1', 'main'];
    assert.deepEqual([...sorted].reverse().sort(compareVersions), sorted);
  });
});
