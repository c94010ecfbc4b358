import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Form, JsonValue } from '../../../server/src/core/product/table.ts';
import { keyId, keysAt } from '../../../server/src/core/schema/build.ts';
import { analyzeCase, productTable } from '../../support/snapshot.ts';

/** Settings whose values only have a form: what is said of a bad value, and values that are good. */
const SETTINGS: readonly {
  readonly form: Form;
  readonly product: string;
  readonly path: string;
  readonly bad: readonly (readonly [value: JsonValue, message: string])[];
  readonly good: readonly JsonValue[];
}[] = [
  {
    form: 'quantity',
    product: 'spaces',
    path: 'controlPlanes.etcd.persistence.size',
    bad: [['50 GB', "must be a Kubernetes quantity (500m, 2, 1.5Gi); found '50 GB'."]],
    good: ['50Gi', '1e3', 1073741824],
  },
  {
    form: 'quantity',
    product: 'spaces',
    path: 'controller.controller.resources.limits.cpu',
    bad: [
      ['2 cores', "must be a Kubernetes quantity (500m, 2, 1.5Gi); found '2 cores'."],
      [true, "must be text or a number, but 'true' is true or false."],
    ],
    good: ['500m', 2, 0.5, null],
  },
  {
    form: 'quantity',
    product: 'kcp/kcp',
    path: 'etcd.volumeSize',
    bad: [['8GiB', "must be a Kubernetes quantity (500m, 2, 1.5Gi); found '8GiB'."]],
    good: ['8Gi'],
  },
  {
    form: 'go-duration',
    product: 'spaces',
    path: 'certificates.spacesCA.duration',
    bad: [['365d', "must be a Go duration (30s, 1h30m); found '365d'."]],
    good: ['8760h', '8760h0m0s'],
  },
  {
    form: 'go-duration',
    product: 'kcp/etcd-druid',
    path: 'operatorConfig.leaderElection.leaseDuration',
    bad: [['15', "must be a Go duration (30s, 1h30m); found '15'."]],
    good: ['15s'],
  },
  {
    form: 'prometheus-duration',
    product: 'spaces',
    path: 'api.prometheus.podMonitor.interval',
    bad: [['1.5m', "must be a Prometheus duration (30s, 1h30m, 1d); found '1.5m'."]],
    good: ['30s', '1d'],
  },
  {
    form: 'int-or-percentage',
    product: 'spaces',
    path: 'controller.controller.podDisruptionBudget.maxUnavailable',
    bad: [['one', "must be a number or a percentage (1, 25%); found 'one'."]],
    good: [1, '50%'],
  },
  {
    form: 'port',
    product: 'spaces',
    path: 'router.proxy.hostPort',
    bad: [
      [70000, "must be at most 65535; found '70000'."],
      ['443', "must be a whole number, but '443' is quoted text."],
    ],
    good: [443, null],
  },
  {
    form: 'port',
    product: 'kcp/kcp',
    path: 'externalPort',
    bad: [
      ['443/tcp', "must be a port number; found '443/tcp'."],
      ['70000', "must be a port number; found '70000'."],
      [443, 'must be text, but \'443\' is a whole number. Put it in quotes: "443".'],
    ],
    good: ['443', ''],
  },
  {
    form: 'dns-name',
    product: 'spaces',
    path: 'externalTLS.host',
    bad: [
      ['https://spaces.example.com/', "must be a DNS name (spaces.example.com); found 'https://spaces.example.com/'."],
    ],
    good: ['spaces.example.com', ''],
  },
  {
    form: 'dns-name',
    product: 'kcp/shard',
    path: 'sharding.rootShardInternalHostname',
    bad: [['root.kcp.svc:6443', "must be a DNS name (spaces.example.com); found 'root.kcp.svc:6443'."]],
    good: ['root.kcp.svc.cluster.local'],
  },
  {
    form: 'url',
    product: 'kcp/kcp',
    path: 'oidc.issuerUrl',
    bad: [['idp.example.com', "must be a URL (https://example.com/path); found 'idp.example.com'."]],
    good: ['https://idp.example.com/realms/a'],
  },
  {
    form: 'host-port',
    product: 'spaces',
    path: 'apollo.apollo.storage.postgres.connection.url',
    bad: [['postgres://db.example.com:5432/apollo', 'must be a host and port (db.example.com:5432); found']],
    good: ['db.example.com:5432', '$PG_URL'],
  },
  {
    form: 'image',
    product: 'spaces',
    path: 'registry',
    bad: [
      [
        'https://registry.example.com',
        "must be an image reference (registry/name:tag); found 'https://registry.example.com'.",
      ],
    ],
    good: ['registry.example.com:5000/spaces', 'xpkg.upbound.io/spaces-artifacts'],
  },
  {
    form: 'image',
    product: 'kcp/kcp',
    path: 'kcp.image',
    bad: [['ghcr.io/kcp-dev/KCP', 'must be an image reference (registry/name:tag); found']],
    good: ['ghcr.io/kcp-dev/kcp'],
  },
  {
    form: 'image-tag',
    product: 'kcp/kcp',
    path: 'kcp.tag',
    bad: [
      [':v0.28.0', "must be an image tag; found ':v0.28.0'."],
      [1.28, 'must be text, but \'1.28\' is a fraction. Put it in quotes: "1.28".'],
    ],
    good: ['v0.28.0', ''],
  },
  {
    form: 'cron',
    product: 'spaces@1.3.0',
    path: 'controller.gc.schedule',
    bad: [['hourly', "must be a cron schedule (minute hour day month weekday); found 'hourly'."]],
    good: ['*/15 * * * *', '@hourly'],
  },
  {
    form: 'ip',
    product: 'kcp/kcp',
    path: 'kcpFrontProxy.service.loadBalancerIP',
    bad: [['lb.example.com', "must be an IP address; found 'lb.example.com'."]],
    good: ['203.0.113.7', ''],
  },
];

/** Filled in before Helm reads the file. */
const PLACEHOLDERS = [`\${VALUE}`, '$VALUE', '<value>', '{{ .Values.value }}', `a-\${VALUE}-b`];

/** Settings with a type or a closed set of values that no placeholder fits. */
const TYPED: readonly (readonly [product: string, path: string])[] = [
  ['spaces', 'api.replicaCount'],
  ['spaces', 'controlPlanes.ha.enabled'],
  ['spaces', 'billing.storage.provider'],
  ['spaces', 'controlPlanes.etcd.tolerations'],
  ['spaces', 'router.proxy.service.type'],
  ['kcp/kcp', 'kcp.strategy.type'],
  ['kcp/kcp', 'kcp.resources'],
];

/** What is said of a file that sets only this. */
function said(product: string, path: string, value: JsonValue): string[] {
  const values = path.split('.').reduceRight<JsonValue>((inner, name) => ({ [name]: inner }), value);
  const { findings } = analyzeCase([], { values: `${JSON.stringify(values)}\n`, product, profile: 'default' });
  return findings.filter(({ code }) => code !== 'schema/required').map(({ code, message }) => `${code} ${message}`);
}

describe('settings with a form', () => {
  for (const { form, product, path, bad, good } of SETTINGS) {
    it(`${product}: ${path} is ${form}`, () => {
      const [id = '', version] = product.split('@');
      assert.equal(keysAt(productTable(id), version)?.keys.get(keyId(path.split('.')))?.fact.form, form);
      for (const [value, message] of bad) {
        const heard = said(product, path, value);
        assert.equal(heard.length, 1, `${JSON.stringify(value)}: ${heard.join('\n')}`);
        assert.match(heard[0] ?? '', /^schema\/(pattern|type|range) /);
        assert.ok(heard[0]?.includes(`'${path}' ${message}`), heard[0]);
      }
      for (const value of [...good, ...PLACEHOLDERS]) {
        assert.deepEqual(said(product, path, value), [], JSON.stringify(value));
      }
    });
  }

  for (const [product, path] of TYPED) {
    it(`${product}: ${path} takes a placeholder, and no other text`, () => {
      for (const value of PLACEHOLDERS.slice(0, 4)) assert.deepEqual(said(product, path, value), [], value);
      for (const value of ['VALUE', 'a < b']) assert.equal(said(product, path, value).length, 1, value);
    });
  }
});
