import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Component, componentsOf, titleOf } from '../../../server/src/core/rule/component.ts';
import { parse } from '../../../server/src/core/values/document.ts';
import { formatPath } from '../../../server/src/core/values/path.ts';
import { yaml } from '../../support/yaml.ts';

const read = (text: string, product = 'helm', version?: string): readonly Component[] =>
  componentsOf(parse('values.yaml', 1, text).root, [], product, version, 'my-chart');
const only = (text: string): Component => {
  const [component, ...others] = read(text);
  assert.ok(component && others.length === 0, `one component, not ${others.length + (component ? 1 : 0)}`);
  return component;
};

describe('what is a component', () => {
  const table: readonly (readonly [what: string, text: string, components: readonly string[]])[] = [
    ['the root of a single-app chart', 'replicaCount: 1\n', ['my-chart']],
    ['a map with replicas', 'server:\n  replicas: 2\n', ['server']],
    ['a map with a strong marker in a section without any', 'a:\n  b:\n    c:\n      livenessProbe: {}\n', ['a.b.c']],
    ['root and nested components', 'replicaCount: 1\nworker:\n  pdb: {}\n', ['my-chart', 'worker']],
    ['two weak markers', 'web:\n  image: {}\n  resources: {}\n', ['web']],
    ['one weak marker is not enough', 'web:\n  image: {}\n', []],
    ['a declared kind', 'kind: DaemonSet\ntolerations: []\n', ['my-chart']],
    ['another kind of kind', 'issuer:\n  kind: ClusterIssuer\n', []],
    ['no component: global', 'global:\n  replicas: 1\n  image: {}\n  resources: {}\n', []],
    [
      'no component: a block of one',
      'web:\n  replicas: 1\n  autoscaling:\n    replicas: 1\n  metrics:\n    image: {}\n    resources: {}\n',
      ['web'],
    ],
    ['no component: a section named replicas', 'replicas:\n  a: 1\n', []],
    ['no component: a strategy of another sort', 'mig:\n  strategy: single\n', []],
    ['a strategy by its word', 'web:\n  deploymentStrategy: Recreate\n', ['web']],
    ['flow style', 'web: { replicas: 1 }\n', ['web']],
    ['hostile keys', '__proto__:\n  replicas: 1\nconstructor:\n  replicas: 1\n', ['constructor']],
  ];
  for (const [what, text, components] of table) {
    it(what, () => assert.deepEqual(read(text).map(titleOf), components));
  }
});

describe('where a component keeps its settings', () => {
  const settings = ({ replicas, autoscaler, budget, strategy }: Component) => ({
    replicas: replicas && formatPath(replicas.path),
    autoscaler: autoscaler && [
      formatPath(autoscaler.enabledPath),
      formatPath(autoscaler.min.path),
      formatPath(autoscaler.max.path),
    ],
    budget: budget && (budget.enabledPath ? formatPath(budget.enabledPath) : formatPath(budget.path)),
    strategy: strategy && formatPath(strategy),
  });
  const table: readonly (readonly [text: string, expected: Partial<ReturnType<typeof settings>>])[] = [
    ['replicaCount: 1\n', { replicas: 'replicaCount' }],
    ['instances: 3\nlivenessProbe: {}\n', { replicas: 'instances' }],
    ['nodeCount: 3\nlivenessProbe: {}\n', { replicas: 'nodeCount' }],
    ['controller:\n  replicas: 1\n', { replicas: 'controller.replicas' }],
    [
      'autoscaling:\n  enabled: true\n  minReplicas: 1\n  maxReplicas: 2\n',
      { autoscaler: ['autoscaling.enabled', 'autoscaling.minReplicas', 'autoscaling.maxReplicas'] },
    ],
    ['hpa:\n  enabled: true\n  min: 1\n  max: 2\n', { autoscaler: ['hpa.enabled', 'hpa.min', 'hpa.max'] }],
    ['hpa:\n  minPods: 1\n  maxPods: 2\n', { autoscaler: ['hpa.enabled', 'hpa.minPods', 'hpa.maxPods'] }],
    [
      'autoscaling:\n  hpa:\n    enabled: true\n',
      { autoscaler: ['autoscaling.hpa.enabled', 'autoscaling.hpa.minReplicas', 'autoscaling.hpa.maxReplicas'] },
    ],
    [
      'horizontalPodAutoscaler:\n  enabled: true\n',
      {
        autoscaler: [
          'horizontalPodAutoscaler.enabled',
          'horizontalPodAutoscaler.minReplicas',
          'horizontalPodAutoscaler.maxReplicas',
        ],
      },
    ],
    ['keda:\n  enabled: true\n', { autoscaler: ['keda.enabled', 'keda.minReplicaCount', 'keda.maxReplicaCount'] }],
    ['podDisruptionBudget:\n  enabled: true\n', { budget: 'podDisruptionBudget.enabled' }],
    ['pdb:\n  create: true\n', { budget: 'pdb.create' }],
    ['disruptionBudget:\n  enabled: false\n', { budget: 'disruptionBudget.enabled' }],
    ['podDisruptionBudget:\n  maxUnavailable: 1\n', { budget: 'podDisruptionBudget' }],
    ['updateStrategy:\n  type: Recreate\nreplicas: 1\n', { replicas: 'replicas', strategy: 'updateStrategy' }],
  ];
  for (const [text, expected] of table) {
    it(text.trim().replaceAll('\n', ' '), () =>
      assert.deepEqual(settings(only(text)), {
        replicas: undefined,
        autoscaler: undefined,
        budget: undefined,
        strategy: undefined,
        ...expected,
      }),
    );
  }
});

describe('what runs', () => {
  const table: readonly (readonly [text: string, expected: Partial<Component>])[] = [
    ['replicaCount: 3\n', { kind: 'deployment', fewestReplicas: 3, enabled: true, serving: false }],
    ['replicaCount: "3"\nservice: {}\n', { fewestReplicas: 3, serving: true }],
    ['replicaCount:\n', { fewestReplicas: 1 }],
    ['replicaCount: "{{ .n }}"\n', { fewestReplicas: undefined }],
    ['replicaCount: 5\nautoscaling:\n  enabled: true\n  minReplicas: 2\n', { fewestReplicas: 2 }],
    ['replicaCount: 5\nautoscaling:\n  enabled: true\n', { fewestReplicas: 1 }],
    ['replicaCount: 5\nautoscaling:\n  enabled: false\n  minReplicas: 2\n', { fewestReplicas: 5 }],
    ['replicaCount: 5\nautoscaling:\n  enabled: "$(HPA)"\n  minReplicas: 2\n', { fewestReplicas: undefined }],
    ['replicaCount: 5\nkeda:\n  enabled: true\n', { fewestReplicas: 0 }],
    ['livenessProbe: {}\n', { kind: 'unknown', fewestReplicas: undefined, serving: true }],
    ['kind: DaemonSet\nreplicas: 2\n', { kind: 'daemonset', fewestReplicas: undefined }],
    ['kind: deployment\nlivenessProbe: {}\n', { kind: 'deployment' }],
    ['updateStrategy: {}\n', { kind: 'daemonset' }],
    ['updateStrategy: {}\npodManagementPolicy: Parallel\n', { kind: 'statefulset' }],
    ['backupJob:\n  replicas: 1\n', { kind: 'job', fewestReplicas: undefined }],
    ['report:\n  schedule: "0 * * * *"\n  resources: {}\n  image: {}\n', { kind: 'job' }],
    ['etcd:\n  replicas: 3\n', { quorum: true }],
    ['cert-operator:\n  replicas: 1\n', { operator: true }],
    ['web:\n  replicas: 1\n  leaderElection: {}\n', { operator: true }],
    ['web:\n  enabled: false\n  replicas: 1\n', { enabled: false }],
    ['web:\n  create: false\n  replicas: 1\n', { enabled: false }],
    ['section:\n  install: false\n  web:\n    replicas: 1\n', { enabled: false }],
    ['web:\n  enabled: "{{ .on }}"\n  replicas: 1\n', { enabled: true }],
    ['web:\n  replicas: 1\n  podAntiAffinityPreset: soft\n', { antiAffinityPreset: true }],
    ['web:\n  replicas: 1\n  podAntiAffinityPreset: ""\n', { antiAffinityPreset: false }],
  ];
  for (const [text, expected] of table) {
    it(text.trim().replaceAll('\n', ' '), () => {
      const component: Readonly<Record<string, unknown>> = { ...only(text) };
      assert.deepEqual(Object.fromEntries(Object.keys(expected).map(key => [key, component[key]])), expected);
    });
  }

  it('a budget without a switch is on when it says an amount', () => {
    const table: readonly (readonly [text: string, enabled: boolean | undefined])[] = [
      ['pdb:\n  minAvailable: 1\n', true],
      ['pdb:\n  minAvailable: ""\n  maxUnavailable:\n', false],
      ['pdb:\n  labels: {}\n', false],
      ['pdb: {}\n', false],
      ['pdb:\n  enabled: true\n', true],
      ['pdb:\n  enabled: "{{ .on }}"\n', undefined],
    ];
    assert.deepEqual(
      table.map(([text]) => only(text).budget?.enabled),
      table.map(([, enabled]) => enabled),
    );
  });
});

describe('settings that hold one for each of several workloads', () => {
  const table: readonly (readonly [text: string, setting: 'budget' | 'resources' | 'affinity' | 'tolerations'])[] = [
    ['replicas: 3\npdb:\n  controllerManager:\n    minAvailable: 1\n', 'budget'],
    ['replicas: 3\nresources:\n  operator:\n    limits: {cpu: 1}\n  webhook: {}\n', 'resources'],
    ['replicas: 3\naffinity:\n  operator: {podAntiAffinity: {}}\n', 'affinity'],
    ['replicas: 3\ntolerations:\n  operator: []\n', 'tolerations'],
  ];
  for (const [text, setting] of table) {
    it(setting, () => assert.equal(only(text)[setting], undefined));
  }

  it('are told from the setting itself', () => {
    const component = only('replicas: 3\npdb: {}\nresources: {limits: {}}\naffinity: {}\ntolerations: []\n');
    assert.deepEqual(
      [component.budget?.path, component.resources, component.affinity, component.tolerations],
      [['pdb'], ['resources'], ['affinity'], ['tolerations']],
    );
  });
});

describe('charts known by name', () => {
  it('Upbound Spaces has its own components, whatever the file holds', () => {
    const names = read(
      yaml`
      controlPlanes:
        ha:
          enabled: true
      router:
        replicaCount: 2
    `,
      'spaces',
      '1.17.1',
    ).map(titleOf);
    assert.ok(names.includes('controlPlanes.etcd') && names.includes('router'), names.join());
  });

  it('a workload behind a switch is off until the switch is on', () => {
    const apollo = (values: string) => read(values, 'spaces', '1.17.1').find(({ name }) => name === 'apollo')?.enabled;
    assert.deepEqual(
      [apollo('a: 1\n'), apollo('features:\n  alpha:\n    apollo:\n      enabled: true\n')],
      [false, true],
    );
  });

  it('kcp runs three members of etcd, of which no value speaks', () => {
    assert.equal(read('etcd: {}\n', 'kcp/kcp').find(({ name }) => name === 'etcd')?.fewestReplicas, 3);
  });
});

const shared = new URL('../../../../shared/corpus/repos/', import.meta.url);

describe('charts in the wild', { skip: existsSync(shared) ? false : 'the charts are not at hand' }, () => {
  it('every chart is read without a failure, with a sane number of components', () => {
    const folder = fileURLToPath(shared);
    // Every third one: reading all takes seconds.
    const files = globSync('**/values.yaml', { cwd: folder })
      .sort()
      .filter((_, index) => index % 3 === 0);
    const counts = files.map(file => read(readFileSync(`${folder}/${file}`, 'utf8')).length);
    assert.ok(files.length > 30, `${files.length} files`);
    assert.ok(Math.max(...counts) <= 200, `${Math.max(...counts)} components in one chart`);
    assert.ok(
      counts.filter(count => count > 0).length >= files.length / 2,
      'at least every other chart has a component',
    );
  });
});
