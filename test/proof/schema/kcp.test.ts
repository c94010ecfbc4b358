import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { coverageOf } from '../../../schemas/tools/coverage.ts';
import { kubernetesDefinitions } from '../../../schemas/tools/kubernetes.ts';
import type { JsonValue, KeyFact, ProductTable } from '../../../server/src/core/product/table.ts';
import {
  futureKey,
  type KeyIndex,
  keyId,
  keysAt,
  movesAt,
  nearestVersion,
  schemaOf,
} from '../../../server/src/core/schema/build.ts';
import type { JsonSchema } from '../../../server/src/core/schema/json-schema.ts';
import { compileSchema } from '../../../server/src/core/schema/validate.ts';
import { productTable } from '../../support/snapshot.ts';

const SHARED = new URL('../../../../shared/', import.meta.url);
const skip = existsSync(SHARED) ? false : 'the recorded facts are not here';
const CHARTS = [
  'kcp',
  'kcp-operator',
  'shard',
  'proxy',
  'cache',
  'certificates',
  'api-syncagent',
  'init-agent',
  'etcd-druid',
];

const readJson = <T>(url: URL): T => JSON.parse(readFileSync(url, 'utf8')) as T;
const definitions: JsonSchema = { definitions: kubernetesDefinitions() };
const tableOf = (chart: string): ProductTable => productTable(`kcp/${chart}`);

function indexOf(chart: string, version?: string): KeyIndex {
  const index = keysAt(tableOf(chart), version);
  assert.ok(index, `${chart}@${String(version)}`);
  return index;
}

const compiled = new Map<string, (values: unknown) => string[]>();

/** `<keyword> <path>` of everything that the schema of the chart refuses. */
function refused(chart: string, version: string | undefined, values: unknown): string[] {
  const id = `${chart}@${String(version)}`;
  let check = compiled.get(id);
  if (!check) {
    const { validate } = compileSchema(schemaOf(tableOf(chart), version, definitions));
    check = value =>
      validate(value).map(
        ({ keyword, path, params }) =>
          `${keyword} ${[...path, params.additionalProperty ?? params.missingProperty ?? []].flat().join('.')}`,
      );
    compiled.set(id, check);
  }
  return check(values);
}

type Tree = { [key: string]: Tree | JsonValue };

function put(tree: Tree, path: readonly string[], value: JsonValue): Tree {
  let at = tree;
  for (const key of path.slice(0, -1)) {
    const next = at[key];
    const inner: Tree = next !== null && typeof next === 'object' && !Array.isArray(next) ? (next as Tree) : {};
    at[key] = inner;
    at = inner;
  }
  at[path.at(-1) ?? ''] = value;
  return tree;
}

const factOf = (chart: string, path: string): KeyFact | undefined =>
  tableOf(chart).keys.find(key => key.path.join('.') === path);

// Every version

for (const chart of CHARTS) {
  test(`kcp/${chart}: at every version all settings are accepted with their defaults and as null`, () => {
    const table = tableOf(chart);
    assert.equal(table.provenance.length, table.versions.length);
    for (const [at, version] of table.versions.entries()) {
      if (table.provenance[at]?.partial) continue;
      const all: Tree = {};
      const none: Tree = {};
      const index = indexOf(chart, version);
      for (const key of index.keys.values()) {
        if (key.fact.path.includes('[]')) continue;
        if (key.default !== undefined) put(all, key.fact.path, key.default);
        if (!index.children.has(keyId(key.fact.path))) put(none, key.fact.path, null);
      }
      assert.deepEqual(refused(chart, version, all), [], version);
      assert.deepEqual(refused(chart, version, none), [], version);
    }
  });

  test(`kcp/${chart}: every setting has a text, and every production value a source`, () => {
    assert.deepEqual(coverageOf(tableOf(chart)).missing, []);
    for (const { note, path } of tableOf(chart).keys) {
      if (note?.production) assert.match(note.production.source, /^https:\/\//, path.join('.'));
    }
  });
}

// What templates demand

test('values that a template requires are marked', () => {
  const required = CHARTS.flatMap(chart =>
    tableOf(chart)
      .keys.filter(key => key.required)
      .map(key => `${chart} ${key.path.join('.')}`),
  );
  assert.deepEqual(required.sort(), [
    'api-syncagent kcpKubeconfig',
    'init-agent kcpKubeconfig',
    'kcp externalHostname',
    'shard externalHostname',
  ]);
});

test('the port that a template compares with a text must be a text', () => {
  assert.deepEqual(refused('kcp', '0.16.6', { externalPort: 443 }), ['type externalPort']);
  assert.deepEqual(refused('kcp', '0.16.6', { externalPort: '443' }), []);
  assert.deepEqual(refused('kcp', '0.16.6', { externalPort: '443/tcp' }), ['pattern externalPort']);
});

const WRONG: readonly (readonly [chart: string, values: Tree, refusal: string])[] = [
  ['kcp', { kcp: { extraFlags: '--v=5' } }, 'type kcp.extraFlags'],
  ['kcp', { kcpFrontProxy: { extraFlags: '--v=5' } }, 'type kcpFrontProxy.extraFlags'],
  ['kcp', { kcp: { replicas: '2' } }, 'type kcp.replicas'],
  ['kcp', { kcp: { strategy: { type: 'Rolling' } } }, 'enum kcp.strategy.type'],
  ['kcp', { kcpFrontProxy: { service: { type: 'Loadbalancer' } } }, 'enum kcpFrontProxy.service.type'],
  ['kcp', { kcpFrontProxy: { service: { port: 84430 } } }, 'maximum kcpFrontProxy.service.port'],
  ['kcp', { etcd: { volumeSize: '8 Gi' } }, 'pattern etcd.volumeSize'],
  ['kcp', { externalHostname: 'https://kcp.example.com' }, 'pattern externalHostname'],
  ['kcp', { etcd: { replicas: 5 } }, 'additionalProperties etcd.replicas'],
  ['kcp', { etcd: { topologySpreadConstraints: [] } }, 'additionalProperties etcd.topologySpreadConstraints'],
  ['kcp', { oidc: { issuerURL: 'https://idp.example.com' } }, 'additionalProperties oidc.issuerURL'],
  [
    'kcp',
    { etcd: { podDisruptionBudget: { maxUnavailable: '1 pod' } } },
    'pattern etcd.podDisruptionBudget.maxUnavailable',
  ],
  ['kcp', { certificates: { privateKeys: { algorithm: 'rsa' } } }, 'enum certificates.privateKeys.algorithm'],
  ['kcp', { kcp: { tolerations: { key: 'a' } } }, 'type kcp.tolerations'],
  ['kcp', { kcp: { affinity: { podAntiAffinty: {} } } }, 'additionalProperties kcp.affinity.podAntiAffinty'],
  ['kcp-operator', { logging: { encoder: 'text' } }, 'enum logging.encoder'],
  ['init-agent', { targets: ['hosts'] }, 'enum targets.0'],
  ['api-syncagent', { disabledControllers: ['syncer'] }, 'enum disabledControllers.0'],
  [
    'etcd-druid',
    { operatorConfig: { leaderElection: { leaseDuration: '15' } } },
    'pattern operatorConfig.leaderElection.leaseDuration',
  ],
];

for (const [chart, values, refusal] of WRONG) {
  test(`${chart} refuses ${JSON.stringify(values)}`, () =>
    assert.deepEqual(refused(chart, undefined, values), [refusal]));
}

const RIGHT: readonly (readonly [chart: string, values: Tree])[] = [
  ['kcp', { global: { imagePullSecrets: ['mirror'] } }],
  ['kcp', { global: { imagePullSecrets: [{ name: 'mirror' }] } }],
  ['kcp', { kcp: { v: 4, podAnnotations: { 'example.com/a': 'b' } }, audit: { log: { maxAge: 10 } } }],
  [
    'kcp',
    {
      kcpFrontProxy: {
        certificateIssuer: { name: 'public', kind: 'ClusterIssuer', secret: { name: 'ca', key: 'tls.crt' } },
      },
    },
  ],
  [
    'kcp',
    {
      oidc: {
        enabled: true,
        issuerUrl: 'https://idp.example.com',
        clientId: 'kcp',
        groupClaim: 'groups',
        usernameClaim: 'email',
        usernamePrefix: 'o:',
        groupsPrefix: 'o:',
      },
    },
  ],
  [
    'kcp',
    {
      kcpFrontProxy: {
        service: { nodePort: 31443, clusterIP: 'None', port: 443 },
        ingress: { annotations: { 'x/y': 'z' } },
      },
    },
  ],
  [
    'kcp',
    {
      kcp: {
        affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: null } },
        securityContext: { runAsNonRoot: true, sysctls: [] },
      },
    },
  ],
  ['kcp', { nameOverride: 'a', fullnameOverride: 'b', etcd: { podDisruptionBudget: { maxUnavailable: '34%' } } }],
  ['kcp-operator', { logging: { level: 2 }, imagePullSecrets: [{ name: 'mirror' }] }],
  ['shard', { externalCache: { enabled: true, cacheInternalHostname: 'cache.kcp.svc' } }],
  ['cache', { cache: { extraFlags: ['--v=3'] } }],
  ['certificates', { certificates: { certificateIssuer: 'public', subject: { organizations: ['a'] } } }],
  [
    'init-agent',
    {
      wstCluster: { rbacSubject: { kind: 'User', name: 'a', apiGroup: 'rbac.authorization.k8s.io' } },
      targets: ['host', 'wstcluster'],
    },
  ],
  ['api-syncagent', { initContainers: [{ name: 'a', image: 'b' }], apiExportName: 'c' }],
];

for (const [chart, values] of RIGHT) {
  test(`${chart} accepts ${JSON.stringify(values)}`, () => assert.deepEqual(refused(chart, undefined, values), []));
}

// What nothing reads, what is deprecated, what moved

test('settings that no template reads are marked, at the leaves only', () => {
  const unused = (chart: string): string[] =>
    tableOf(chart)
      .keys.filter(key => key.unused)
      .map(key => key.path.join('.'));
  assert.deepEqual(unused('kcp'), ['kcp.volumeClassName', 'kcp.volumeSize']);
  assert.deepEqual(unused('kcp-operator'), ['labels']);
  assert.deepEqual(unused('certificates'), ['certificates.etcd.serverAddress']);
  assert.deepEqual(unused('api-syncagent'), []);
  assert.deepEqual(unused('init-agent'), []);
  assert.equal(unused('proxy').length, 32);
  assert.deepEqual(unused('shard'), [
    'etcd.podDisruptionBudget.enabled',
    'etcd.podDisruptionBudget.maxUnavailable',
    'kcp.etcd.clientCertificate.commonName',
    'kcp.etcd.clientCertificate.issuer',
    'kcp.externalLogicalClusterAdminFlag',
    'kcp.sharding.enabled',
    'kcp.sharding.isRoot',
    'kcp.sharding.rootShardInternalHostname',
    'kcpFrontProxy.service.annotations',
  ]);
});

test('the charts of the hand-built installation are deprecated, the others are not', () => {
  assert.deepEqual(
    CHARTS.filter(chart => tableOf(chart).deprecated !== undefined),
    ['shard', 'proxy', 'cache', 'certificates'],
  );
});

test('deprecated settings name their successor', () => {
  const at = tableOf('kcp').versions.indexOf('0.16.6+main');
  assert.deepEqual(factOf('kcp', 'kcp.securityContext')?.deprecated, {
    since: at,
    text: 'Use `kcp.podSecurityContext`.',
  });
  assert.match(factOf('api-syncagent', 'apiExportName')?.deprecated?.text ?? '', /apiExportEndpointSliceName/);
});

const MOVES: readonly (readonly [
  chart: string,
  version: string,
  from: string,
  to: string | undefined,
  since: string | undefined,
])[] = [
  ['kcp', '0.16.6', 'etcd.cpuLimit', 'etcd.resources.limits.cpu', '0.2.5'],
  ['kcp', '0.16.6', 'kcp.memoryRequest', 'kcp.resources.requests.memory', '0.2.6'],
  ['kcp', '0.16.6', 'virtualWorkspaces.image', undefined, '0.2.5'],
  ['kcp', '0.9.6', 'githubUserEditAccess', undefined, '0.4.0'],
  ['kcp', '0.16.6', 'kcpFrontProxy.certificate.issuerSpec', undefined, '0.2.6'],
  ['kcp', '0.16.6', 'oidc.issuerURL', 'oidc.issuerUrl', undefined],
  ['kcp', '0.16.6', 'oidc.groupsClaim', 'oidc.groupClaim', undefined],
  ['kcp', '0.16.6', 'frontProxy.replicas', 'kcpFrontProxy.replicas', undefined],
  ['kcp', '0.16.6', 'etcd.persistence.size', 'etcd.volumeSize', undefined],
  ['kcp', '0.16.6', 'etcd.replicas', undefined, undefined],
  ['kcp', '0.16.6', 'kcp.topologySpreadConstraints', undefined, undefined],
  ['shard', '0.0.7', 'oidc.clientID', 'oidc.clientId', undefined],
  ['kcp-operator', '0.7.7', 'replicas', 'replicaCount', undefined],
  ['api-syncagent', '0.6.2', 'podSecurityContext.runAsUser', 'securityContext.pod.runAsUser', undefined],
  ['init-agent', '0.3.1', 'enableLeaderElection', 'leaderElection.enabled', undefined],
];

for (const [chart, version, from, to, since] of MOVES) {
  test(`${chart}@${version}: ${from} ${to === undefined ? 'has no successor' : `belongs at ${to}`}`, () => {
    const move = movesAt(tableOf(chart), version)?.find(from.split('.'));
    assert.deepEqual([move?.to?.join('.'), move?.since], [to, since]);
    assert.match(move?.move.source ?? '', /^https:\/\//);
  });
}

test('moves start where no version has a key, and end where one does', () => {
  for (const chart of CHARTS) {
    const table = tableOf(chart);
    const { keys } = indexOf(chart, table.versions.at(-1));
    for (const move of table.moves) {
      assert.ok(!keys.has(keyId(move.from)), `${chart}: ${move.from.join('.')} is a setting`);
      const parent =
        move.to &&
        [...move.to.keys()]
          .map(depth => move.to?.slice(0, move.to.length - depth) ?? [])
          .find(path => keys.has(keyId(path)));
      assert.ok(move.to === undefined || parent !== undefined, `${chart}: ${move.to?.join('.')} is nowhere`);
    }
  }
});

// Versions

const FUTURE: readonly (readonly [version: string, path: string, since: string])[] = [
  ['0.12.1', 'kcp.extraVolumes', '0.12.2'],
  ['0.14.0', 'kcp.nodeSelector', '0.14.1'],
  ['0.14.0', 'kcpFrontProxy.service.port', '0.14.1'],
  ['0.11.1', 'kcp.leaderElection', '0.12.1'],
  ['0.9.6', 'etcd.tolerations', '0.10.1'],
  ['0.10.2', 'kcpFrontProxy.certificateIssuer.secret.name', '0.11.0'],
  ['0.16.1', 'development.rootIdentities', '0.16.2'],
  ['0.16.6', 'kcp.podSecurityContext', '0.16.6+main'],
];

for (const [version, path, since] of FUTURE) {
  test(`kcp@${version} does not know ${path}, which ${since} brought`, () => {
    const keys = path.split('.');
    if (path !== 'kcpFrontProxy.certificateIssuer.secret.name') {
      assert.ok(!indexOf('kcp', version).keys.has(keyId(keys)));
      assert.equal(futureKey(tableOf('kcp'), version, keys)?.version, since);
    }
    assert.ok(indexOf('kcp', since).keys.has(keyId(keys)));
  });
}

test('the newest version is the newest released one; what is unreleased must be asked for', () => {
  assert.deepEqual(nearestVersion(tableOf('kcp')), { version: '0.16.6', exact: true });
  assert.deepEqual(nearestVersion(tableOf('kcp'), '0.16.6'), { version: '0.16.6', exact: true });
  assert.deepEqual(nearestVersion(tableOf('kcp'), '0.16'), { version: '0.16.6', exact: true });
  assert.deepEqual(nearestVersion(tableOf('kcp'), '0.16.6+main'), { version: '0.16.6+main', exact: true });
  assert.deepEqual(nearestVersion(tableOf('kcp'), '0.12.5'), { version: '0.12.4', exact: false });
});

const DEFAULTS: readonly (readonly [version: string, path: string, value: JsonValue])[] = [
  ['0.13.0', 'etcd.tag', 'v3.5.15'],
  ['0.14.1', 'etcd.tag', 'v3.5.28'],
  ['0.11.1', 'kcp.strategy.type', 'Recreate'],
  ['0.12.1', 'kcp.strategy.type', 'RollingUpdate'],
  ['0.2.6', 'externalHostname', 'kcp.example.com'],
  ['0.16.6', 'kcpFrontProxy.service.port', 8443],
];

for (const [version, path, value] of DEFAULTS) {
  test(`kcp@${version}: ${path} is ${JSON.stringify(value)} by default`, () => {
    assert.deepEqual(indexOf('kcp', version).keys.get(keyId(path.split('.')))?.default, value);
  });
}

// Against the recorded facts

interface Recorded {
  readonly chart: string;
  readonly version: string;
  readonly keys: readonly {
    readonly path: string;
    readonly type: string;
    readonly default: JsonValue;
    readonly comment?: string;
  }[];
}

test('every key that is recorded of 41 versions is accepted with its default', { skip }, () => {
  const recorded = readJson<Recorded[]>(new URL('facts/kcp/keys.json', SHARED));
  assert.equal(recorded.length, 41);
  for (const { chart, version, keys } of recorded) {
    const own = version.endsWith('+HEAD') ? (tableOf(chart).versions.at(-1) ?? '') : version;
    assert.ok(tableOf(chart).versions.includes(own), `${chart}@${own}`);
    const paths = new Set([...indexOf(chart, own).keys.values()].map(key => key.fact.path.join('.')));
    assert.deepEqual(
      keys.filter(key => !paths.has(key.path)).map(key => key.path),
      [],
      `${chart}@${own}`,
    );
    const values = Object.fromEntries(
      keys.filter(key => !key.path.includes('.') && key.default !== null).map(key => [key.path, key.default]),
    );
    assert.deepEqual(refused(chart, own, values), [], `${chart}@${own}`);
  }
});
