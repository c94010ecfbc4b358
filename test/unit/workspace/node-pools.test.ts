import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyConfiguration } from '../../../server/src/core/config/configuration.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import { createWorkspace, type Overrides } from '../../../server/src/workspace/workspace.ts';
import { inMemory, memoryHost } from '../../support/memory-host.ts';

const node = (name: string, label: string) =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}, labels: {pool: ${label}}}\nspec: {taints: [{key: pool, value: ${label}, effect: NoSchedule}]}\n`;
const values = 'web:\n  replicas: 2\n  nodeSelector:\n    pool: web\n';

const workspaceOf = (files: Readonly<Record<string, string>>, overrides: Overrides = {}) =>
  createWorkspace(memoryHost(files), [inMemory('')], rules, overrides);

async function codes(files: Readonly<Record<string, string>>, overrides?: Overrides, file = 'values.yaml') {
  const { findings } = await workspaceOf(files, overrides).check(inMemory(file));
  return findings.map(({ code }) => code).filter(code => code.startsWith('taint-'));
}

describe('node pools of a workspace', () => {
  it('are read below the roots, but for folders that hold what others wrote', async () => {
    assert.deepEqual(await codes({ 'values.yaml': values, 'infra/a.yaml': node('a', 'web') }), ['taint-not-tolerated']);
    assert.deepEqual(await codes({ 'values.yaml': values, 'node_modules/a.yaml': node('a', 'web') }), []);
  });

  it('are those that the comment or the configuration names, if it names any', async () => {
    const files = { 'dev/nodes.yaml': node('a', 'web'), 'prod/nodes.yaml': node('b', 'db') };
    const named = `# production-values: taints=prod/*.yaml\n${values}`;
    assert.deepEqual(await codes({ ...files, 'values.yaml': named }), []);
    const configured = { ...files, 'values.yaml': values };
    assert.deepEqual(await codes({ ...configured, '.production-values.yaml': 'taints: ["prod/*.yaml"]\n' }), []);
    assert.deepEqual(await codes({ ...configured, '.production-values.yaml': 'taints: ["dev/*.yaml"]\n' }), [
      'taint-not-tolerated',
    ]);
  });

  it('may be written out in the configuration and in the settings of an editor', async () => {
    const entry = { key: 'pool', value: 'web', effect: 'NoSchedule' };
    assert.deepEqual(
      await codes({ 'values.yaml': values, '.production-values.yaml': `taints: [${JSON.stringify(entry)}]\n` }),
      ['taint-not-tolerated'],
    );
    const configuration = { ...emptyConfiguration, taints: ['pool=web:NoSchedule'] };
    assert.deepEqual(await codes({ 'values.yaml': values }, { configuration }), ['taint-not-tolerated']);
  });

  it('are not waited for by who is impatient, who hears of it when they are read', async () => {
    let heard = () => {};
    const late = new Promise<void>(resolve => {
      heard = resolve;
    });
    const workspace = workspaceOf(
      { 'values.yaml': values, 'infra/a.yaml': node('a', 'web') },
      { impatience: { wait: async () => {}, late: heard } },
    );
    const found = async () =>
      (await workspace.check(inMemory('values.yaml'))).findings.some(({ code }) => code === 'taint-not-tolerated');
    assert.equal(await found(), false);
    await late;
    assert.equal(await found(), true);
  });
});

describe('who tolerates what', () => {
  it('counts the components of the topmost files, as their stack makes them', async () => {
    const { consumers } = workspaceOf({
      'values.yaml': 'web:\n  replicas: 1\n  tolerations: []\n',
      'values-prod.yaml': 'web:\n  tolerations:\n    - key: pool\n      operator: Exists\n',
      'other/values.yaml': 'db:\n  enabled: false\n  replicas: 1\n  tolerations: []\n',
      'deployment.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {template: {spec: {tolerations: []}}}\n',
    });
    const found = await consumers.all();
    assert.deepEqual(
      found.consumers.map(({ uri, title, tolerations }) => [
        uri,
        title,
        tolerations.map(({ toleration }) => toleration.key),
      ]),
      [[inMemory('values-prod.yaml'), 'web', ['pool']]],
    );
  });
});
