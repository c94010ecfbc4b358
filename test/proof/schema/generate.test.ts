import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { copiedTexts, doubledTexts, type Mistake, unknownTypes } from '../../../schemas/tools/check.ts';
import { kubernetesDefinitions } from '../../../schemas/tools/kubernetes.ts';
import { assemble, loadProducts } from '../../../schemas/tools/products.ts';
import { writeTable } from '../../../schemas/tools/store.ts';
import { schemaOf } from '../../../server/src/core/schema/build.ts';
import { readTable, type StoredTable } from '../../../server/src/core/schema/stored-table.ts';

const SCHEMAS = new URL('../../../schemas/', import.meta.url);
const SHARED = new URL('../../../../shared/facts/', import.meta.url);
const definitions = kubernetesDefinitions();
const mistakes: Mistake[] = [];
const products = loadProducts(SCHEMAS, mistakes);
const tables = products.map(product => assemble(product, mistakes));

test('facts, notes and moves are free of mistakes', () => {
  for (const product of products) mistakes.push(...doubledTexts(product));
  for (const table of tables) mistakes.push(...unknownTypes(table, definitions));
  assert.deepEqual(mistakes, []);
});

test('the committed product tables are what the facts, notes and moves give', () => {
  for (const table of tables) {
    const committed = readFileSync(new URL(`products/${table.id}.json`, SCHEMAS), 'utf8');
    assert.ok(committed === writeTable(table), `${table.id}: run "npm run generate"`);
    assert.deepEqual(readTable(JSON.parse(committed) as StoredTable), table, table.id);
  }
});

test('no text is copied from upstream', {
  skip: existsSync(SHARED) ? false : 'the recorded facts are not at hand',
}, () => {
  assert.deepEqual(copiedTexts(products, SHARED), []);
});

test('all product tables together stay small', context => {
  const files = readdirSync(new URL('products/', SCHEMAS), { recursive: true }).filter(file =>
    String(file).endsWith('.json'),
  );
  const size = files.reduce((sum, file) => sum + statSync(new URL(`products/${String(file)}`, SCHEMAS)).size, 0);
  context.diagnostic(
    `${files.length} tables, ${(size / 1024).toFixed(0)} KB; Kubernetes definitions ${(JSON.stringify(definitions).length / 1024).toFixed(0)} KB`,
  );
  assert.ok(size <= 500 * 1024, `${size} bytes`);
  assert.ok(JSON.stringify(definitions).length < 150_000);
});

test('a table is read and its schema built within 30 ms', context => {
  for (const { id } of tables) {
    const file = new URL(`products/${id}.json`, SCHEMAS);
    const load = (): unknown =>
      schemaOf(readTable(JSON.parse(readFileSync(file, 'utf8')) as StoredTable), undefined, { definitions });
    const best = Math.min(...Array.from({ length: 5 }, () => cpuMilliseconds(load)));
    context.diagnostic(`${id}: ${best.toFixed(1)} ms`);
    assert.ok(best <= 30, `${id}: ${best.toFixed(1)} ms`);
  }
});

/** Of this process only: what else the machine does must not count. */
function cpuMilliseconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const ajv = new Ajv({ strict: false, ownProperties: true, code: { optimize: false } });
ajv.addSchema({ $id: 'all', definitions });
const accepts = (name: string, value: unknown): boolean =>
  Boolean(ajv.validate({ $ref: `all#/definitions/k8s.${name}` }, value));

/** By the Kubernetes API reference. */
const BLOCKS: readonly (readonly [name: string, good: readonly unknown[], bad: readonly unknown[]])[] = [
  [
    'Toleration',
    [
      { key: 'target', operator: 'Equal', value: 'etcd', effect: 'NoSchedule' },
      { operator: 'Exists' },
      { key: 'sla', operator: 'Gt', value: '9' },
      { effect: '' },
    ],
    [{ effect: 'Noschedule' }, { operator: 'In' }, { value: true }, { kee: 'a' }, []],
  ],
  [
    'ResourceRequirements',
    [{ limits: { cpu: 2, memory: '4Gi', 'nvidia.com/gpu': 1 }, requests: null }, {}],
    [{ limit: {} }, { limits: { cpu: '2 cores' } }, { requests: { memory: true } }],
  ],
  [
    'Affinity',
    [
      {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'a', labelSelector: { matchLabels: { app: 'x' } } },
          ],
        },
      },
    ],
    [
      { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: {} }] } },
      { nodeAffinity: [] },
    ],
  ],
  [
    'TopologySpreadConstraint',
    [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
    [
      { maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
      { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'Never' },
      { maxSkew: 1 },
    ],
  ],
  [
    'Probe',
    [{ httpGet: { path: '/', port: 'http' }, periodSeconds: 0 }, { grpc: { port: 1 } }, { httpGet: null }],
    [{ httpGet: { path: '/' } }, { periodSeconds: '10' }],
  ],
  [
    'EnvVar',
    [
      { name: 'A', value: 'b' },
      { name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
    ],
    [{ name: 'A', value: 1 }, { value: 'b' }],
  ],
  [
    'PodSecurityContext',
    [{ runAsNonRoot: true, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } }],
    [{ fsGroup: '1000' }, { privileged: true }],
  ],
  ['SecurityContext', [{ capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true }], [{ fsGroup: 1 }]],
  [
    'DeploymentStrategy',
    [{ type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } }],
    [{ type: 'Rolling' }],
  ],
  [
    'HorizontalPodAutoscalerBehavior',
    [{ scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } }],
    [{ scaleDown: { stabilizationWindowSeconds: 3601 } }, { scaledown: {} }],
  ],
  [
    'Volume',
    [
      { name: 'v', emptyDir: {} },
      { name: 'v', secret: { secretName: 's' } },
    ],
    [{ emptyDir: {} }, { name: 'v', emptydir: {} }],
  ],
];

test('Kubernetes blocks inside values', () => {
  for (const [name, good, bad] of BLOCKS) {
    for (const value of good) assert.ok(accepts(name, value), `${name}: ${JSON.stringify(value)}`);
    for (const value of bad) assert.ok(!accepts(name, value), `${name}: ${JSON.stringify(value)}`);
  }
});

test('the definitions refer only to each other and are valid draft-07', () => {
  const references = [...JSON.stringify(definitions).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)].map(
    match => match[1] ?? '',
  );
  for (const name of references) assert.ok(definitions[name], name);
  assert.equal(ajv.validateSchema({ definitions }), true);
});
