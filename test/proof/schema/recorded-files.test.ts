import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from '../../../server/src/cli/run.ts';
import type { Host } from '../../../server/src/workspace/host.ts';
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

const REPORTED: readonly Reported[] = [
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

const productOf = (name: string): string | undefined => {
  const known = PRODUCT_OF.find(([pattern]) => pattern.test(name));
  return known && name.replace(known[0], known[1]);
};

const files = nodeHost(new URL('../../../schemas/', import.meta.url));
const host: Host = {
  ...files,
  asset: async name => (name === 'kubernetes.json' ? kubernetesDefinitions() : files.asset(name)),
  /** Files whose chart is known say so in a comment, as a user's would. */
  async read(uri) {
    const read = await files.read(uri);
    const product = productOf(nameOf(uri));
    return read && 'text' in read && product !== undefined
      ? { text: `# production-values: product=${product}\n${read.text}` }
      : read;
  },
};

const nameOf = (path: string): string => path.split('/').at(-1) ?? path;

/** What `check` reports of schemas, by the names of the files. */
async function reportedOf(paths: readonly string[]): Promise<Record<string, readonly string[]>> {
  let output = '';
  let complaints = '';
  const console = {
    files: host,
    cwd: uriOfPath(process.cwd()),
    uriOf: uriOfPath,
    kindOf,
    write: () => Promise.reject(new Error('checking writes nothing')),
    run: () => Promise.reject(new Error('checking runs nothing')),
    readStdin: () => Promise.resolve(''),
    out: (text: string) => {
      output += text;
    },
    err: (text: string) => {
      complaints += text;
    },
    colors: false,
    interactive: false,
    now: () => 0,
    startLanguageServer: () => Promise.resolve(0),
  };
  const status = await run(['check', ...paths, '--format', 'json'], 'test', console);
  assert.ok(status === 0 || status === 1, complaints);
  const { findings } = JSON.parse(output) as { findings: readonly ReportedFinding[] };
  const found = new Map<string, string[]>();
  for (const { file, severity, code, path } of findings) {
    if (!/^(schema|values|yaml|config)\//.test(code)) continue;
    found.set(nameOf(file), [...(found.get(nameOf(file)) ?? []), `${severity} ${code} ${path}`]);
  }
  return Object.fromEntries([...found].map(([name, said]) => [name, said.sort()]));
}

interface ReportedFinding {
  readonly file: string;
  readonly severity: string;
  readonly code: string;
  readonly path: string;
}

function expectedOf(names: readonly string[]): Record<string, readonly string[]> {
  const expected = names.map(name => {
    const known = REPORTED.filter(({ files: pattern }) => pattern.test(name));
    return [name, known.flatMap(({ findings }) => findings).sort()] as const;
  });
  return Object.fromEntries(expected.filter(([, findings]) => findings.length > 0));
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
