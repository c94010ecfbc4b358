import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'node:test';
import { folderWith, productionValues } from '../support/cli.ts';

const terraform = `resource "aws_eks_node_group" "etcd" {
  node_group_name = "etcd"
  labels = {
    target = "etcd"
  }
  taint {
    key    = "target"
    value  = "etcd"
    effect = "NO_SCHEDULE"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "templated" {
  name        = "late"
  node_taints = ["team=\${var.team}:NoSchedule"]
}
`;
const karpenter = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: spare
spec:
  template:
    spec:
      taints:
        - key: spare
          effect: PreferNoSchedule
      startupTaints:
        - key: cni
          effect: NoExecute
`;
const values = `replicaCount: 1
nodeSelector:
  target: etcd
tolerations:
  - key: target
    operator: Equal
    value: etcd
    effect: NoSchedule
  - key: other
    operator: Exists
`;

describe('taints', () => {
  const cwd = folderWith({
    'pools.tf': terraform,
    'karpenter.yaml': karpenter,
    'values.yaml': values,
    'setup.sh':
      '#!/bin/sh\nkubectl taint nodes node-1 dedicated:NoExecute\nkubectl taint nodes node-1 gone=x:NoSchedule-\n',
    'large.md': `# taints\n${'x'.repeat(2 * 1024 * 1024)}\n`,
    'node_modules/a/nodes.yaml': karpenter,
  });

  it('prints every field as JSON, null for what a source leaves open', () => {
    const { status, stdout } = productionValues(['taints', '--format', 'json'], { cwd });
    assert.equal(status, 0);
    const { taints, skipped } = JSON.parse(stdout) as { taints: Record<string, unknown>[]; skipped: unknown };
    const contract = ['key', 'value', 'effect', 'file', 'line', 'source', 'pool', 'templated', 'startup', 'labels'];
    assert.deepEqual(
      taints.map(taint => Object.fromEntries(contract.map(field => [field, taint[field]]))),
      [
        {
          key: 'spare',
          value: null,
          effect: 'PreferNoSchedule',
          file: 'karpenter.yaml',
          line: 9,
          source: 'karpenter',
          pool: 'spare',
          templated: false,
          startup: false,
          labels: {},
        },
        {
          key: 'cni',
          value: null,
          effect: 'NoExecute',
          file: 'karpenter.yaml',
          line: 12,
          source: 'karpenter',
          pool: 'spare',
          templated: false,
          startup: true,
          labels: {},
        },
        {
          key: 'target',
          value: 'etcd',
          effect: 'NoSchedule',
          file: 'pools.tf',
          line: 7,
          source: 'terraform-eks',
          pool: 'etcd',
          templated: false,
          startup: false,
          labels: { target: 'etcd' },
        },
        {
          key: 'team',
          value: '${var.team}',
          effect: 'NoSchedule',
          file: 'pools.tf',
          line: 15,
          source: 'terraform-aks',
          pool: 'late',
          templated: true,
          startup: false,
          labels: {},
        },
        {
          key: 'dedicated',
          value: null,
          effect: 'NoExecute',
          file: 'setup.sh',
          line: 2,
          source: 'kubectl',
          pool: 'node-1',
          templated: false,
          startup: false,
          labels: {},
        },
      ],
    );
    assert.deepEqual(skipped, [{ file: 'large.md', reason: 'larger than 2 MB' }]);
    assert.deepEqual(taints.find(({ key }) => key === 'target')?.toleratedBy, [
      { file: 'values.yaml', path: 'tolerations' },
    ]);
  });

  it('prints a table', () => {
    const { status, stdout } = productionValues(['taints'], { cwd });
    assert.equal(status, 0);
    assert.match(stdout, /^TAINT +POOL +DECLARED IN +TOLERATED BY\n/);
    assert.match(stdout, /^target=etcd:NoSchedule +etcd +pools\.tf:7 +values\.yaml tolerations$/m);
    assert.match(stdout, /^cni:NoExecute \(startup\) +spare +karpenter\.yaml:12 +-$/m);
    assert.match(stdout, /\(templated\) +late /);
    assert.match(stdout, /^skipped large\.md: larger than 2 MB$/m);
  });

  it('says so when there are none, and when a path is not there', () => {
    assert.match(
      productionValues(['taints'], { cwd: folderWith({ 'a.yaml': 'a: 1\n' }) }).stdout,
      /^No taints found\.\n$/,
    );
    const { status, stderr } = productionValues(['taints', 'nowhere'], { cwd });
    assert.equal(status, 2);
    assert.equal(stderr, 'production-values: nowhere: no such file or folder\n');
  });
});

const node = (name: string, labels: object, taints: readonly object[]) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': 'a', ...labels } },
  spec: { taints },
});
const etcd = [{ key: 'target', value: 'etcd', effect: 'NoSchedule' }];
const dump = JSON.stringify({
  apiVersion: 'v1',
  kind: 'List',
  items: [
    node('a-1', { 'eks.amazonaws.com/nodegroup': 'etcd', target: 'etcd', rack: '1' }, etcd),
    node('a-2', { 'eks.amazonaws.com/nodegroup': 'etcd', target: 'etcd', rack: '2' }, [
      ...etcd,
      { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' },
    ]),
    node('b-1', { 'eks.amazonaws.com/nodegroup': 'shared' }, []),
  ],
});

/** A folder, and a kubectl on the PATH that does this. */
function withKubectl(script: string, files: Readonly<Record<string, string>> = {}) {
  const cwd = folderWith({ ...files, 'nodes.json': dump, 'bin/kubectl': `#!/bin/sh\n${script}\n` });
  chmodSync(join(cwd, 'bin/kubectl'), 0o755);
  const configuration = join(cwd, '.production-values.yaml');
  return {
    run: (...args: readonly string[]) =>
      productionValues(['taints', '--cluster', ...args], {
        cwd,
        env: { PATH: [join(cwd, 'bin'), process.env.PATH].join(delimiter) },
      }),
    written: () => (existsSync(configuration) ? readFileSync(configuration, 'utf8') : undefined),
    asked: () => readFileSync(join(cwd, 'asked'), 'utf8'),
  };
}

describe('taints --cluster', { skip: process.platform === 'win32' ? 'a script stands for kubectl' : false }, () => {
  const answers = 'echo "$@" > asked; cat nodes.json';

  it('prints what the nodes of the cluster demand, pool by pool, and writes nothing', () => {
    const { run, written, asked } = withKubectl(answers);
    const { status, stdout } = run('--context', 'prod; rm -rf /');
    assert.equal(status, 0);
    assert.equal(
      stdout,
      'TAINT                   POOL  LABELS\ntarget=etcd:NoSchedule  etcd  eks.amazonaws.com/nodegroup=etcd, target=etcd\n\n3 nodes\n',
    );
    assert.equal(asked(), 'get nodes -o json --context=prod; rm -rf /\n');
    assert.equal(written(), undefined);
  });

  it('prints JSON', () => {
    assert.deepEqual(JSON.parse(withKubectl(answers).run('--format', 'json').stdout), {
      nodes: 3,
      taints: [
        {
          key: 'target',
          value: 'etcd',
          effect: 'NoSchedule',
          pool: 'etcd',
          labels: { 'eks.amazonaws.com/nodegroup': 'etcd', target: 'etcd' },
        },
      ],
    });
  });

  it('writes them to the configuration, which keeps all that it has', () => {
    const before = '# ours\nrules:\n  replicas-single: off # dev\ntaints:\n  - "*.tf"\n';
    const { run, written } = withKubectl(answers, { '.production-values.yaml': before });
    const { status, stderr } = run('--write');
    assert.equal(status, 0);
    assert.equal(stderr, 'Written to .production-values.yaml.\n');
    assert.equal(
      written(),
      `${before}  - key: target
    value: etcd
    effect: NoSchedule
    pool: etcd
    labels:
      eks.amazonaws.com/nodegroup: etcd
      target: etcd
`,
    );
    assert.equal(run('--write').stderr, '.production-values.yaml has all of them already.\n');
  });

  it('makes the configuration where there is none; rules then know the nodes', () => {
    const { run, written } = withKubectl(answers, {
      'values.yaml': 'web:\n  replicas: 1\n  nodeSelector: { target: etcd }\n',
    });
    run('--write');
    assert.match(written() ?? '', /^taints:\n {2}- key: target\n {4}value: etcd\n/);
  });

  const problems: readonly (readonly [string, string, RegExp])[] = [
    [
      'no permission',
      'echo "E1 noise" >&2; echo "Error from server (Forbidden): nodes is forbidden" >&2; exit 1',
      /^production-values: kubectl cannot list the nodes: Error from server \(Forbidden\): nodes is forbidden\n$/,
    ],
    [
      'no cluster',
      'echo "The connection to the server localhost:8080 was refused" >&2; exit 1',
      /localhost:8080 was refused\n$/,
    ],
    [
      'no answer that can be read',
      'echo "hello"',
      /^production-values: kubectl did not answer with a list of nodes\.\n$/,
    ],
    ['silent failure', 'exit 3', /^production-values: kubectl cannot list the nodes: .+\n$/],
  ];
  for (const [name, script, wanted] of problems) {
    it(`${name}: one line, and nothing is changed`, () => {
      const { run, written } = withKubectl(script);
      const { status, stdout, stderr } = run('--write');
      assert.equal(status, 2);
      assert.equal(stdout, '');
      assert.match(stderr, wanted);
      assert.equal(written(), undefined);
    });
  }

  it('no kubectl', () => {
    const { status, stderr } = productionValues(['taints', '--cluster'], {
      cwd: folderWith({ a: '' }),
      env: { PATH: '/nowhere' },
    });
    assert.equal(status, 2);
    assert.equal(stderr, 'production-values: kubectl was not found: install it, or put it on the PATH.\n');
  });

  it('only with --cluster', () => {
    const { status, stderr } = productionValues(['taints', '--write']);
    assert.equal(status, 2);
    assert.equal(stderr, 'production-values: --context and --write need --cluster\n');
  });
});
