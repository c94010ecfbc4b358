import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { CodeLens, CompletionItem, Hover, Location } from 'vscode-languageserver-protocol';
import { type Client, cursor, startClient } from './client.ts';

const terraform = `resource "aws_eks_node_group" "etcd" {
  node_group_name = "etcd"
  labels = {
    dedicated = "etcd"
  }
  taint {
    key    = "dedicated"
    value  = "etcd"
    effect = "NO_SCHEDULE"
  }
}
`;
const node = `apiVersion: v1
kind: Node
metadata:
  name: web-1
  labels:
    pool: web
spec:
  taints:
    - key: web
      effect: NoExecute
`;
const values = `app:
  replicas: 2
  nodeSelector:
    dedicated: etcd
  tolerations:
    - key: ded|icated
      operator: Exists
web:
  replicas: 2
  tolerations: []
`;

const dynamic = { dynamicRegistration: true };
const capabilities = {
  workspace: { didChangeWatchedFiles: dynamic, codeLens: { refreshSupport: true } },
  textDocument: {
    synchronization: dynamic,
    hover: dynamic,
    definition: dynamic,
    references: dynamic,
    codeLens: dynamic,
  },
};

describe('between tolerations and node pools', () => {
  let client: Client;
  const { text, position } = cursor(values);
  before(async () => {
    client = await startClient({
      files: { 'infra/pools.tf': terraform, 'infra/web.yaml': node, 'apps/values.yaml': text },
      capabilities,
      initializationOptions: { showReferences: 'test.show' },
    });
    client.open('apps/values.yaml', text);
    await client.published('apps/values.yaml', 1);
    client.open('infra/web.yaml', node);
    client.open('infra/pools.tf', terraform);
  });
  after(() => client[Symbol.asyncDispose]());

  const hoverText = async (file: string, at: object) =>
    (
      ((await client.ask<Hover | null>('textDocument/hover', file, { position: at }))?.contents ?? {}) as {
        value?: string;
      }
    ).value ?? '';

  it('a toleration says which taints it matches, and where they stand', async () => {
    const found = await hoverText('apps/values.yaml', position);
    assert.match(
      found,
      /\*\*Matches\*\* a taint of this workspace:\n\n- `dedicated=etcd:NoSchedule` of `etcd`, \[\.\.\/infra\/pools\.tf:7\]\(.*pools\.tf#L7\)/,
    );
    const places = await client.ask<Location[]>('textDocument/definition', 'apps/values.yaml', { position });
    assert.deepEqual(
      places.map(({ uri, range }) => [uri, range.start.line]),
      [[client.uri('infra/pools.tf'), 6]],
    );
  });

  it('a taint says who tolerates it, in Terraform and in YAML', async () => {
    const found = await hoverText('infra/pools.tf', { line: 7, character: 14 });
    assert.match(
      found,
      /^\*\*Taint\*\* `dedicated=etcd:NoSchedule` of `etcd`\n\n\*\*Tolerated by\*\* 1 of 2 components in this workspace:\n\n- `app`, \[\.\.\/apps\/values\.yaml:6\]/,
    );
    const places = await client.ask<Location[]>('textDocument/references', 'infra/pools.tf', {
      position: { line: 7, character: 14 },
      context: { includeDeclaration: false },
    });
    assert.deepEqual(
      places.map(({ uri, range }) => [uri, range.start.line]),
      [[client.uri('apps/values.yaml'), 5]],
    );
    assert.match(
      await hoverText('infra/web.yaml', { line: 8, character: 12 }),
      /Tolerated by none of the 2 components/,
    );
    assert.equal(await hoverText('infra/web.yaml', { line: 3, character: 4 }), '');
  });

  it('a code lens counts them', async () => {
    const lenses = await client.ask<CodeLens[]>('textDocument/codeLens', 'infra/pools.tf');
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start.line, command?.title, command?.command]),
      [[6, 'tolerated by 1 of 2 components', 'test.show']],
    );
    const none = await client.ask<CodeLens[]>('textDocument/codeLens', 'infra/web.yaml');
    assert.deepEqual(
      none.map(({ command }) => [command?.title, command?.command]),
      [['tolerated by 0 of 2 components', '']],
    );
    assert.deepEqual(await client.ask<CodeLens[]>('textDocument/codeLens', 'apps/values.yaml'), []);
  });

  it('what is typed in Terraform counts at once, what is written to disk when the client says so', async () => {
    client.change('infra/pools.tf', terraform.replace('value  = "etcd"', 'value  = "store"'), 2);
    const [fixed] = await client.ask<CodeLens[]>('textDocument/codeLens', 'infra/pools.tf');
    assert.equal(fixed?.command?.title, 'tolerated by 1 of 2 components');
    assert.match(await hoverText('apps/values.yaml', position), /dedicated=store:NoSchedule/);
    client.close('infra/pools.tf');
    assert.match(await hoverText('apps/values.yaml', position), /dedicated=etcd:NoSchedule/);
    client.write('infra/pools.tf', terraform.replace('value  = "etcd"', 'value  = "disk"'));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('infra/pools.tf'), type: 2 }],
    });
    assert.match(await hoverText('apps/values.yaml', position), /dedicated=disk:NoSchedule/);
    client.write('infra/pools.tf', terraform);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('infra/pools.tf'), type: 2 }],
    });
  });

  it('keys, values and effects of taints and labels of nodes are proposed', async () => {
    const proposed = async (marked: string) => {
      const typed = cursor(marked);
      const file = `apps/values-${marked.length}.yaml`;
      client.open(file, typed.text);
      await client.published(file, 1);
      const found = await client.ask<CompletionItem[]>('textDocument/completion', file, { position: typed.position });
      return found.map(({ label }) => label).sort();
    };
    assert.deepEqual(await proposed('replicas: 1\ntolerations:\n  - key: |\n'), ['dedicated', 'web']);
    assert.deepEqual(await proposed('replicas: 1\ntolerations:\n  - key: dedicated\n    value: |\n'), ['etcd']);
    assert.deepEqual(await proposed('replicas: 1\ntolerations:\n  - key: web\n    effect: |\n'), ['NoExecute']);
    assert.deepEqual(await proposed('replicas: 1\nnodeSelector:\n  |\n'), ['dedicated', 'pool']);
    assert.deepEqual(await proposed('replicas: 1\nnodeSelector:\n  pool: |\n'), ['web']);
    const terms =
      'affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - matchExpressions:\n            - key: ';
    assert.deepEqual(await proposed(`${terms}|\n`), ['dedicated', 'pool']);
    assert.deepEqual(
      await proposed(`${terms}pool\n              operator: In\n              values:\n                - |\n`),
      ['web'],
    );
  });
});

describe('taints of a cluster', { skip: process.platform === 'win32' ? 'a script stands for kubectl' : false }, () => {
  /** The server's answer when kubectl is this script. */
  async function answer(script: string, files: Readonly<Record<string, string>> = {}) {
    const bin = mkdtempSync(join(tmpdir(), 'kubectl-'));
    writeFileSync(join(bin, 'kubectl'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const { PATH } = process.env;
    process.env.PATH = [bin, PATH].join(delimiter);
    const starting = startClient({ files });
    process.env.PATH = PATH;
    await using cluster = await starting;
    const folder = cluster.uri('');
    const found = await cluster.connection.sendRequest('productionValues/clusterTaints', { folder });
    rmSync(bin, { recursive: true, force: true });
    return { found: found as Record<string, unknown>, uri: cluster.uri('.production-values.yaml') };
  }

  it('come with the configuration as it would be; nothing is written', async () => {
    const nodes = JSON.stringify({
      kind: 'List',
      items: [
        {
          apiVersion: 'v1',
          kind: 'Node',
          metadata: { name: 'a' },
          spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] },
        },
      ],
    });
    const before = 'rules:\n  replicas-single: off\n';
    const { found, uri } = await answer(`echo '${nodes}'`, { '.production-values.yaml': before });
    assert.deepEqual(found, {
      nodes: 1,
      taints: ['a:NoSchedule'],
      uri,
      before,
      text: `${before}taints:\n  - key: a\n    effect: NoSchedule\n`,
    });
  });

  it('are not there, and why', async () => {
    const { found } = await answer('echo "nodes is forbidden" >&2; exit 1');
    assert.deepEqual(found, { problem: 'kubectl cannot list the nodes: nodes is forbidden' });
  });
});
