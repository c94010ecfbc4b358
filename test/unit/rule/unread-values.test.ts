import assert from 'node:assert/strict';
import { it } from 'node:test';
import { rules } from '../../../server/src/core/rules/index.ts';
import { createWorkspace } from '../../../server/src/workspace/workspace.ts';
import { inMemory, memoryHost } from '../../support/memory-host.ts';

const part = 'service: {port: 80}\n  image: {tag: latest}\n  replicaCount: 1\n  adminPassword: changeme\n';
const files = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'chart/values.yaml': `web:\n  ${part}old:\n  ${part}`,
  'chart/templates/web.yaml':
    'replicas: {{ .Values.web.replicaCount }}\nimage: {{ .Values.web.image.tag }}\nport: {{ .Values.web.service.port }}\npassword: {{ .Values.web.adminPassword }}\n',
};

it('rules say nothing of what no template reads, but for credentials', async () => {
  const workspace = createWorkspace(memoryHost(files), ['file:///w'], rules, { profile: 'production' });
  const { findings } = await workspace.check(inMemory('chart/values.yaml'));
  const said = findings.map(({ code, path }) => `${code} ${path.join('.')}`);
  assert.ok(said.includes('replicas-single web.replicaCount'));
  assert.deepEqual(
    said.filter(text => text.includes(' old')),
    ['values/unused old', 'secret-placeholder old.adminPassword'],
  );
});
