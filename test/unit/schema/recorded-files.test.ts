import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from '../../../server/src/cli/run.ts';
import { kindOf, nodeHost, uriOfPath } from '../../../server/src/workspace/node-host.ts';
import { shared, withoutShared } from '../../support/shared.ts';
import { kubernetesDefinitions } from '../../support/snapshot.ts';

/** The files recorded of kcp and Spaces, through the whole pipeline: what is reported of each, and why that is right. */

/** Files whose name tells their chart, where their content fits several. */
const PRODUCT_OF: readonly (readonly [RegExp, string])[] = [
  [/^(api-syncagent|cache|certificates|init-agent|kcp-operator|kcp|proxy|shard)-([\d.]+)\.values\.yaml$/, 'kcp/$1@$2'],
  [/^kcp-main\.values\.yaml$/, 'kcp/kcp@0.16.6+main'],
  [/^api-syncagent-main\.values\.yaml$/, 'kcp/api-syncagent@0.6.2+main'],
  [/^shard-main\.values\.yaml$/, 'kcp/shard@0.0.7+main'],
  [/^(certificates|init-agent|kcp-operator|proxy|cache)-main\.values\.yaml$/, 'kcp/$1'],
  [/^example-charts_(.+)_tests_.+\.yaml$/, 'kcp/$1'],
];

interface Reported {
  readonly why: string;
  readonly files: RegExp;
  /** `<severity> <code> <path>` */
  readonly findings: readonly string[];
}

const KCP_VALUES: readonly Reported[] = [
  {
    why: 'values.yaml leaves to its users what a template demands; installed as it is, the chart fails',
    files: /^(kcp|shard)-(main|[\d.]+)\.values\.yaml$/,
    findings: ['warning schema/required externalHostname'],
  },
  {
    why: 'the same: the agents need the kubeconfig of kcp',
    files: /^(api-syncagent|init-agent)-(main|[\d.]+)\.values\.yaml$/,
    findings: ['warning schema/required kcpKubeconfig'],
  },
  {
    why: 'the tests of the chart set the host name of their siblings; this chart has none',
    files: /^example-charts_api-syncagent_tests_(default|hostaliases)\.yaml$/,
    findings: ['warning schema/unknown-key externalHostname'],
  },
  {
    why: 'one block for all charts: the proxy chart reads nothing of etcd, server, cache and CA bundle',
    files: /phase3-proxy\.yaml$/,
    findings: ['etcd', 'kcp', 'cache', 'caBundle'].map(path => `warning schema/unknown-key ${path}`),
  },
  {
    why: 'no template of the chart reads the storage class of the server, which has no volume',
    files: /^(example-hack_)?kind-values\.yaml$/,
    findings: ['warning values/unused kcp.volumeClassName'],
  },
  {
    why: '`logLevel` is no field of a Shard: it is `logging.level`',
    files: /v1alpha1_shard\.yaml$/,
    findings: ['warning schema/unknown-key spec.logLevel'],
  },
  {
    why: 'the documents show fragments, which the API server would refuse',
    files: /^operatordocs-cache-server-02\.yaml$/,
    findings: ['spec.certificates', 'spec.etcd', 'spec.external'].map(path => `error schema/required ${path}`),
  },
  {
    why: 'the same',
    files: /^operatordocs-cache-server-03\.yaml$/,
    findings: ['error schema/required spec.certificates'],
  },
  {
    why: 'the same',
    files: /^operatordocs-pki-02\.yaml$/,
    findings: ['spec.cache', 'spec.certificates', 'spec.etcd', 'spec.external'].map(
      path => `error schema/required ${path}`,
    ),
  },
  {
    why: 'the same',
    files: /^operatordocs-pki-03\.yaml$/,
    findings: ['error schema/required spec.rootShard'],
  },
];

const files = nodeHost(new URL('../../../schemas/', import.meta.url));
const host = {
  ...files,
  asset: async (name: string): Promise<unknown> =>
    name === 'kubernetes.json' ? kubernetesDefinitions() : files.asset(name),
};

/** What `check` reports of a schema in each file. */
async function schemaFindingsOf(paths: readonly string[], product: string | undefined): Promise<Map<string, string[]>> {
  let output = '';
  let complaints = '';
  const status = await run(
    ['check', ...paths, '--format', 'json', ...(product ? ['--product', product] : [])],
    'test',
    {
      files: host,
      cwd: uriOfPath(process.cwd()),
      uriOf: uriOfPath,
      kindOf,
      write: () => Promise.reject(new Error('checking writes nothing')),
      readStdin: () => Promise.resolve(''),
      out: text => {
        output += text;
      },
      err: text => {
        complaints += text;
      },
      colors: false,
      interactive: false,
      now: () => 0,
      startLanguageServer: () => Promise.resolve(0),
    },
  );
  assert.ok(status === 0 || status === 1, complaints);
  const { findings } = JSON.parse(output) as {
    findings: readonly {
      readonly file: string;
      readonly severity: string;
      readonly code: string;
      readonly path: string;
    }[];
  };
  const found = new Map<string, string[]>();
  for (const { file, severity, code, path } of findings) {
    if (!/^(schema|values|yaml)\//.test(code)) continue;
    const name = file.split('/').at(-1) ?? file;
    found.set(name, [...(found.get(name) ?? []), `${severity} ${code} ${path}`]);
  }
  return found;
}

const productOf = (name: string): string | undefined => {
  const known = PRODUCT_OF.find(([pattern]) => pattern.test(name));
  return known && name.replace(known[0], known[1]);
};

/** Every file's findings, all files of one product at once. */
async function reportedOf(paths: readonly string[]): Promise<Record<string, readonly string[]>> {
  const groups = new Map<string | undefined, string[]>();
  for (const path of paths) {
    const product = productOf(path.split('/').at(-1) ?? path);
    groups.set(product, [...(groups.get(product) ?? []), path]);
  }
  const reported: Record<string, readonly string[]> = {};
  for (const [product, group] of groups) {
    for (const [name, findings] of await schemaFindingsOf(group, product)) reported[name] = findings.sort();
  }
  return reported;
}

function expectedOf(names: readonly string[]): Record<string, readonly string[]> {
  const expected = names.map(name => [
    name,
    KCP_VALUES.filter(({ files: pattern }) => pattern.test(name))
      .flatMap(({ findings }) => findings)
      .sort(),
  ]);
  return Object.fromEntries(expected.filter(([, findings]) => findings !== undefined && findings.length > 0)) as Record<
    string,
    readonly string[]
  >;
}

describe('recorded files', { skip: withoutShared }, () => {
  it('values and manifests of the kcp repositories', async () => {
    const folder = fileURLToPath(shared('facts/kcp/values/'));
    const names = readdirSync(folder);
    assert.ok(names.length > 120, String(names.length));
    assert.deepEqual(await reportedOf(names.map(name => folder + name)), expectedOf(names));
  });

  it('files of Spaces and kcp in public repositories', async () => {
    const corpus = JSON.parse(readFileSync(shared('corpus/index.json'), 'utf8')) as readonly {
      readonly file: string;
      readonly category: string;
    }[];
    const paths = corpus
      .filter(({ category }) => category === 'spaces-kcp')
      .map(({ file }) => fileURLToPath(shared(`corpus/${file}`)));
    assert.equal(paths.length, 24);
    assert.deepEqual(await reportedOf(paths), expectedOf(paths.map(path => path.split('/').at(-1) ?? path)));
  });
});
