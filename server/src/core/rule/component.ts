import { isTemplated, type MapNode, nodeAt, type ScalarNode, type ValueNode } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';
import { type ComponentSpec, productComponents } from './product-components.ts';

/**
 * A part of a chart that becomes a workload, and where this chart keeps what rules ask about. Every path is absolute
 * and names the place where the setting stands or would stand in this chart's spelling; undefined: the chart does not
 * offer it, as far as is known.
 */
export interface Component {
  readonly path: Path;
  /** The last key of its path, or the chart's name for a single-app chart. */
  readonly name: string;
  readonly node: MapNode;
  readonly kind: WorkloadKind;
  /** False when it, or a section around it, is switched off. */
  readonly enabled: boolean;
  /** Something connects to it: it has a service, an ingress, ports or probes. */
  readonly serving: boolean;
  /** Elects a leader: a second replica only stands by. */
  readonly operator: boolean;
  /** Keeps consensus over its members (etcd, ZooKeeper …): members leave one at a time. */
  readonly quorum: boolean;
  readonly replicas: Setting<number> | undefined;
  readonly autoscaler: Autoscaler | undefined;
  readonly budget: Budget | undefined;
  readonly resources: Path | undefined;
  readonly tolerations: Path | undefined;
  readonly affinity: Path | undefined;
  readonly nodeSelector: Path | undefined;
  readonly spread: Path | undefined;
  /** How updates replace its pods. */
  readonly strategy: Path | undefined;
  /** A preset that stands for anti-affinity (`podAntiAffinityPreset: hard`) and is set. */
  readonly antiAffinityPreset: boolean;
  /** The fewest replicas that run: the autoscaler's lower bound, else the replica count. Undefined when unknown. */
  readonly fewestReplicas: number | undefined;
}

export type WorkloadKind = 'deployment' | 'statefulset' | 'daemonset' | 'job' | 'unknown';

/** A setting that may or may not be set. `value` is undefined when unset or not known (templated). */
export interface Setting<T> {
  readonly path: Path;
  readonly node: ValueNode | undefined;
  readonly value: T | undefined;
}

export interface Autoscaler {
  readonly path: Path;
  readonly node: MapNode;
  /** Undefined when a template decides. */
  readonly enabled: boolean | undefined;
  readonly enabledPath: Path;
  readonly min: Setting<number>;
  readonly max: Setting<number>;
  /** KEDA may scale to zero. */
  readonly keda: boolean;
}

export interface Budget {
  readonly path: Path;
  readonly node: ValueNode | undefined;
  readonly enabled: boolean | undefined;
  /** The switch, in this chart's spelling; undefined when the block itself is the switch. */
  readonly enabledPath: Path | undefined;
  readonly minAvailable: Setting<number | string>;
  readonly maxUnavailable: Setting<number | string>;
}

const replicaKeys = ['replicaCount', 'replicas', 'instances', 'nodeCount'];
const autoscalerKeys = ['autoscaling', 'hpa', 'horizontalPodAutoscaler', 'keda'];
const budgetKeys = ['podDisruptionBudget', 'pdb', 'disruptionBudget'];
const probeKeys = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const strategyKeys = ['strategy', 'updateStrategy', 'deploymentStrategy'];
const switches = ['enabled', 'enable', 'create', 'install', 'deploy'];

const strong = new Set([
  ...replicaKeys.slice(0, 2),
  ...autoscalerKeys,
  ...budgetKeys,
  ...probeKeys,
  ...strategyKeys,
  'topologySpreadConstraints',
]);
const weak = new Set([
  'resources',
  'tolerations',
  'nodeSelector',
  'affinity',
  'image',
  'podSecurityContext',
  'securityContext',
  'containerSecurityContext',
  'service',
  'ingress',
  'persistence',
  'terminationGracePeriodSeconds',
  'priorityClassName',
  'podAnnotations',
]);
/** Maps that look like components but are parts of one, or of no workload at all. */
const neverComponents = new Set([
  'global',
  'autoscaling',
  'hpa',
  'keda',
  'podDisruptionBudget',
  'pdb',
  'resources',
  'affinity',
  'image',
  'service',
  'ingress',
  'persistence',
  'horizontalPodAutoscaler',
  'disruptionBudget',
  'metrics',
  'serviceMonitor',
  'podSecurityContext',
  'securityContext',
  'containerSecurityContext',
  'serviceAccount',
  'rbac',
  'probes',
  'storage',
  'vpa',
  'verticalPodAutoscaler',
  'networkPolicy',
  'env',
  'config',
  'nodeSelector',
  'volumePermissions',
  'extraContainers',
  'initContainers',
  'sidecars',
  'sidecar',
  ...probeKeys,
  ...strategyKeys,
]);
const quorumNames = /^(etcd|zookeeper|consul|nats|cockroachdb|vault|rabbitmq)$/i;
const operatorNames = /(operator|controller|manager|webhook|provisioner)$/i;

/**
 * The components of a chart's effective values. A chart that is known by name has its components listed; in any other
 * chart a map is one when it holds a strong marker (replicas, an autoscaler, a budget, probes, a strategy, spread
 * constraints) or two weak ones (resources, tolerations, image, service …).
 */
export function componentsOf(
  root: ValueNode | undefined,
  prefix: Path,
  productId: string,
  version: string | undefined,
  chartName: string,
): readonly Component[] {
  if (root?.kind !== 'map') {
    return [];
  }
  const specs = productComponents(productId, version);
  if (specs) {
    return specs.flatMap(spec => fromSpec(root, prefix, spec));
  }
  const found: Component[] = [];
  visit(root, prefix, true, 0, chartName, found);
  return found;
}

function visit(map: MapNode, path: Path, enabled: boolean, depth: number, name: string, found: Component[]): void {
  const on = enabled && !isOff(map);
  if (isComponent(map)) {
    found.push(detected(map, path, on, name));
  }
  if (depth >= 6) {
    return;
  }
  for (const [key, { value }] of map.entries) {
    if (value.kind === 'map' && !neverComponents.has(key) && !key.startsWith('_')) {
      visit(value, [...path, key], on, depth + 1, key, found);
    }
  }
}

/** What messages call a component: its path, or the chart's name where it is the chart itself. */
export const titleOf = ({ path, name }: Component): string => formatPath(path) || name;

export function isOff(map: MapNode): boolean {
  return switches.some(name => {
    const value = map.entries.get(name)?.value;
    return value?.kind === 'scalar' && value.value === false;
  });
}

function isComponent(map: MapNode): boolean {
  if (declaredKind(map) !== undefined) {
    return true;
  }
  let weakMarkers = 0;
  for (const [name, { value }] of map.entries) {
    if (strong.has(name) && !isOfAnotherShape(name, value)) {
      return true;
    }
    weakMarkers += weak.has(name) ? 1 : 0;
  }
  return weakMarkers >= 2;
}

/** A word that also means something else: `replicas: {…}` is a section, `strategy: single` no update strategy. */
const isOfAnotherShape = (name: string, value: ValueNode): boolean =>
  (replicaKeys.includes(name) && value.kind !== 'scalar') ||
  (name === 'strategy' &&
    value.kind === 'scalar' &&
    !/^(RollingUpdate|Recreate|OnDelete)?$/i.test(String(value.value)));

function detected(map: MapNode, path: Path, enabled: boolean, name: string): Component {
  const pick = (names: readonly string[]) => names.find(key => map.entries.has(key));
  const own = (key: string, parts?: readonly string[]) => {
    const value = map.entries.get(key)?.value;
    return value === undefined || (parts && isSection(value, parts)) ? undefined : [...path, key];
  };
  const kind = kindOf(map, name);
  const replicaKey = pick(replicaKeys);
  const replicas = replicaKey === undefined ? undefined : numberAt(map, path, [replicaKey]);
  const autoscaler = autoscalerOf(map, path);
  const budgetKey = pick(budgetKeys);
  const budget = budgetKey === undefined ? undefined : map.entries.get(budgetKey)?.value;
  const strategyKey = pick(strategyKeys);
  return {
    path,
    name,
    node: map,
    kind,
    enabled,
    serving: ['service', 'ingress', 'ports', 'containerPort', 'containerPorts', 'servicePort', ...probeKeys].some(key =>
      map.entries.has(key),
    ),
    operator:
      operatorNames.test(name) ||
      map.entries.has('leaderElection') ||
      map.entries.has('leaderElect') ||
      map.entries.has('enableLeaderElection'),
    quorum: quorumNames.test(name),
    replicas,
    autoscaler,
    budget:
      budgetKey === undefined || (budget && isSection(budget, budgetParts))
        ? undefined
        : budgetOf(map, path, budgetKey),
    resources: own('resources', ['requests', 'limits', 'claims']),
    tolerations: own('tolerations', []),
    affinity: own('affinity', ['nodeAffinity', 'podAffinity', 'podAntiAffinity']),
    nodeSelector: own('nodeSelector'),
    spread: own('topologySpreadConstraints', []),
    strategy: strategyKey === undefined ? undefined : [...path, strategyKey],
    antiAffinityPreset: ['podAntiAffinityPreset', 'antiAffinity', 'podAntiAffinity'].some(key => {
      const value = map.entries.get(key)?.value;
      return value?.kind === 'scalar' && /^(soft|hard)$/.test(String(value.value));
    }),
    fewestReplicas: fewest(replicas, autoscaler, kind),
  };
}

const budgetParts = [
  ...switches,
  'minAvailable',
  'maxUnavailable',
  'unhealthyPodEvictionPolicy',
  'spec',
  'labels',
  'annotations',
];

/** Not the setting itself but one for each of several workloads: `resources: {operator: {…}, webhook: {…}}`. */
const isSection = (value: ValueNode, parts: readonly string[]): boolean =>
  value.kind === 'map' && value.entries.size > 0 && !parts.some(part => value.entries.has(part));

/** `kind: DaemonSet` and the like: the chart lets the user choose. Any other `kind` means something else. */
function declaredKind(map: MapNode): string | undefined {
  for (const key of ['kind', 'controllerType', 'workloadType', 'workloadKind', 'mode']) {
    const value = map.entries.get(key)?.value;
    const word = value?.kind === 'scalar' ? String(value.value).toLowerCase() : '';
    if (['deployment', 'statefulset', 'daemonset', 'job', 'cronjob'].includes(word)) {
      return word;
    }
  }
  return undefined;
}

const isTrue = (map: MapNode, name: string): boolean => {
  const value = map.entries.get(name)?.value;
  return value?.kind === 'scalar' && value.value === true;
};

function kindOf(map: MapNode, name: string): WorkloadKind {
  const word = declaredKind(map);
  if (word === 'daemonset' || /daemonset$/i.test(name) || isTrue(map, 'useDaemonSet') || isTrue(map, 'daemonset')) {
    return 'daemonset';
  }
  if (word === 'statefulset' || /statefulset$/i.test(name)) {
    return 'statefulset';
  }
  if (
    word === 'job' ||
    word === 'cronjob' ||
    /(job|migration|migrations|hook|hooks|backup)$/i.test(name) ||
    ['schedule', 'backoffLimit', 'jobTemplate', 'ttlSecondsAfterFinished'].some(key => map.entries.has(key))
  ) {
    return 'job';
  }
  if (
    ['podManagementPolicy', 'volumeClaimTemplates', 'serviceName', 'statefulset', 'statefulSet'].some(key =>
      map.entries.has(key),
    )
  ) {
    return 'statefulset';
  }
  if (word === 'deployment') {
    return 'deployment';
  }
  const hasReplicas = replicaKeys.some(key => map.entries.has(key)) || autoscalerKeys.some(key => map.entries.has(key));
  if (map.entries.has('updateStrategy') && !hasReplicas) {
    return 'daemonset';
  }
  return hasReplicas ? 'deployment' : 'unknown';
}

function autoscalerOf(
  map: MapNode,
  path: Path,
  key = autoscalerKeys.find(name => map.entries.get(name)?.value.kind === 'map'),
): Autoscaler | undefined {
  const block = key === undefined ? undefined : map.entries.get(key)?.value;
  if (key === undefined || block?.kind !== 'map') {
    return undefined;
  }
  const nested = block.entries.get('hpa')?.value;
  const [node, at] = nested?.kind === 'map' ? [nested, [...path, key, 'hpa']] : [block, [...path, key]];
  const keda = key === 'keda';
  const find = (names: readonly string[]) => names.find(name => node.entries.has(name)) ?? names[0] ?? '';
  return {
    path: at,
    node,
    enabled: switchOf(node, 'enabled'),
    enabledPath: [...at, 'enabled'],
    min: numberAt(node, at, [
      find(keda ? ['minReplicaCount', 'minReplicas'] : ['minReplicas', 'min', 'minPods', 'minReplicaCount']),
    ]),
    max: numberAt(node, at, [
      find(keda ? ['maxReplicaCount', 'maxReplicas'] : ['maxReplicas', 'max', 'maxPods', 'maxReplicaCount']),
    ]),
    keda,
  };
}

function budgetOf(map: MapNode, path: Path, key: string): Budget {
  const node = map.entries.get(key)?.value;
  const at = [...path, key];
  const block = node?.kind === 'map' ? node : undefined;
  const toggle = block && ['enabled', 'create'].find(name => block.entries.has(name));
  const value = (name: string): Setting<number | string> => {
    const child = block?.entries.get(name)?.value;
    const known =
      child?.kind === 'scalar' &&
      !isTemplated(child) &&
      (typeof child.value === 'number' || (typeof child.value === 'string' && child.value !== ''));
    return {
      path: [...at, name],
      node: child,
      value: known ? ((child as ScalarNode).value as number | string) : undefined,
    };
  };
  const [minAvailable, maxUnavailable] = [value('minAvailable'), value('maxUnavailable')];
  const written = [minAvailable, maxUnavailable].some(
    ({ node: amount }) =>
      amount !== undefined && !(amount.kind === 'scalar' && (amount.value === null || amount.value === '')),
  );
  const enabled =
    toggle !== undefined && block
      ? switchOf(block, toggle)
      : node?.kind === 'scalar' && typeof node.value === 'boolean'
        ? node.value
        : written;
  return {
    path: at,
    node,
    enabled,
    enabledPath: toggle === undefined ? undefined : [...at, toggle],
    minAvailable,
    maxUnavailable,
  };
}

function switchOf(map: MapNode, name: string): boolean | undefined {
  const node = map.entries.get(name)?.value;
  if (node === undefined) {
    return false;
  }
  if (isTemplated(node)) {
    return undefined;
  }
  return node.kind === 'scalar' && node.value === true;
}

function numberAt(map: MapNode, path: Path, names: readonly string[]): Setting<number> {
  const node = nodeAt(map, names);
  const scalar = node?.kind === 'scalar' ? node.value : undefined;
  const number =
    typeof scalar === 'number'
      ? scalar
      : typeof scalar === 'string' && /^\d+$/.test(scalar)
        ? Number(scalar)
        : undefined;
  return { path: [...path, ...names], node, value: number };
}

function fewest(
  replicas: Setting<number> | undefined,
  autoscaler: Autoscaler | undefined,
  kind: WorkloadKind,
): number | undefined {
  if (kind === 'daemonset' || kind === 'job') {
    return undefined;
  }
  if (autoscaler && autoscaler.enabled === undefined) {
    return undefined;
  }
  if (autoscaler?.enabled === true) {
    return (
      autoscaler.min.value ??
      (autoscaler.min.node === undefined || isUnset(autoscaler.min.node) ? (autoscaler.keda ? 0 : 1) : undefined)
    );
  }
  if (replicas === undefined) {
    return undefined;
  }
  return replicas.value ?? (replicas.node === undefined || isUnset(replicas.node) ? 1 : undefined);
}

const isUnset = (node: ValueNode): boolean => node.kind === 'scalar' && node.value === null;

function fromSpec(root: MapNode, prefix: Path, spec: ComponentSpec): readonly Component[] {
  const node = nodeAt(root, spec.path);
  const map: MapNode =
    node?.kind === 'map'
      ? node
      : {
          kind: 'map',
          path: [...prefix, ...spec.path],
          site: root.site,
          shared: false,
          flow: false,
          entries: new Map(),
        };
  const path = [...prefix, ...spec.path];
  const absolute = (relative: string | undefined) =>
    relative === undefined ? undefined : [...prefix, ...relative.split('.')];
  const holder = (relative: string) => {
    const parts = relative.split('.');
    const parent = nodeAt(root, parts.slice(0, -1));
    return {
      key: parts.at(-1) ?? '',
      at: [...prefix, ...parts.slice(0, -1)],
      map: parent?.kind === 'map' ? parent : { ...map, entries: new Map() },
    };
  };
  const replicaHolder = spec.replicas === undefined ? undefined : holder(spec.replicas);
  const replicas = replicaHolder && numberAt(replicaHolder.map, replicaHolder.at, [replicaHolder.key]);
  const scalerHolder = spec.autoscaler === undefined ? undefined : holder(spec.autoscaler);
  const autoscaler = scalerHolder && autoscalerOf(scalerHolder.map, scalerHolder.at, scalerHolder.key);
  const budgetHolder = spec.budget === undefined ? undefined : holder(spec.budget);
  const off = spec.path.some((_, depth) => {
    const ancestor = nodeAt(root, spec.path.slice(0, depth + 1));
    return ancestor?.kind === 'map' && isOff(ancestor);
  });
  const gate = spec.gate === undefined ? undefined : nodeAt(root, spec.gate.split('.'));
  return [
    {
      path,
      name: spec.name,
      node: map,
      kind: spec.kind,
      enabled: !off && (spec.gate === undefined || (gate?.kind === 'scalar' && gate.value === true)),
      serving: spec.serving,
      operator: spec.operator === true,
      quorum: spec.quorum === true,
      replicas,
      autoscaler,
      budget: budgetHolder && budgetOf(budgetHolder.map, budgetHolder.at, budgetHolder.key),
      resources: absolute(spec.resources),
      tolerations: absolute(spec.tolerations),
      affinity: absolute(spec.affinity),
      nodeSelector: absolute(spec.nodeSelector),
      spread: absolute(spec.spread),
      strategy: undefined,
      antiAffinityPreset: false,
      fewestReplicas:
        spec.replicas === undefined && spec.fixedReplicas !== undefined
          ? spec.fixedReplicas
          : fewest(replicas, autoscaler, spec.kind),
    },
  ];
}
