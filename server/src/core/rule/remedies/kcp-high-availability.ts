import { nodeAt } from '../../values/node.ts';
import type { Operation } from '../../values/operation.ts';
import type { Component } from '../component.ts';
import type { Fix, RuleContext } from '../rule.ts';
import { switchAt } from './read.ts';
import {
  antiAffinityTerms,
  apartOnNodes,
  preferNodesAndZones,
  preferZones,
  separatesNodes,
  spreadsZones,
} from './spread.ts';

/** The label that tells the pods of the chart's components apart. */
export const componentLabel = 'app.kubernetes.io/component';

const labelOf: Readonly<Record<string, string>> = { etcd: 'etcd', kcp: 'server', kcpFrontProxy: 'front-proxy' };
export const componentLabelOf = ({ name }: Component): string => labelOf[name] ?? name;

/** What people call the component. */
export const titleOf = ({ name }: Component): string =>
  name === 'kcp' ? 'kcp server' : name === 'kcpFrontProxy' ? 'front proxy' : name;

/** The chart mounts one ReadWriteOnce volume for audit logs into every server: more than one cannot start. */
export const auditPinsServer = (context: RuleContext): boolean => switchAt(context, 'audit.enabled') !== false;

/** Replicas, budgets and spread of etcd, servers and front proxies. */
export const enableHighAvailability = (context: RuleContext): Fix => ({
  title: 'Enable high availability',
  safety: 'unsafe',
  operations: context.components.flatMap(component => standUp(context, component)),
});

/** The narrow fix, and the wide one behind it when it does more. */
export function narrowThenWide(context: RuleContext, narrow: Fix): readonly Fix[] {
  const wide = enableHighAvailability(context);
  return wide.operations.length > narrow.operations.length ? [narrow, wide] : [narrow];
}

/** What one component needs so that losing a node costs it one pod of several, and a drain no more than that. */
export function standUp(context: RuleContext, component: Component): readonly Operation[] {
  if (!component.enabled || (component.name === 'kcp' && auditPinsServer(context))) {
    return [];
  }
  return [
    ...twoReplicas(context, component),
    ...electLeader(context, component),
    ...addBudget(context, component),
    ...spreadComponent(context, component),
  ];
}

export const isSingle = ({ knows }: RuleContext, { enabled, replicas, fewestReplicas }: Component): boolean =>
  enabled &&
  replicas !== undefined &&
  fewestReplicas !== undefined &&
  fewestReplicas < 2 &&
  knows(replicas.path) !== false;

const twoReplicas = (context: RuleContext, component: Component): readonly Operation[] =>
  component.replicas && isSingle(context, component) ? [{ op: 'set', path: component.replicas.path, value: 2 }] : [];

function electLeader(context: RuleContext, { name, path }: Component): readonly Operation[] {
  const election = [...path, 'leaderElection', 'enabled'];
  return name === 'kcp' && context.value(election) === false ? [{ op: 'set', path: election, value: true }] : [];
}

/** Switches the budget on in the spelling the chart reads: etcd by `maxUnavailable`, the others by `minAvailable`. */
export function addBudget(
  { knows, isOwn }: RuleContext,
  { name, budget, fewestReplicas }: Component,
): readonly Operation[] {
  if (budget === undefined || budget.enabled !== false || knows(budget.path) === false) {
    return [];
  }
  const side = name === 'etcd' ? 'maxUnavailable' : 'minAvailable';
  const amount = name === 'etcd' ? 1 : Math.max(1, (fewestReplicas ?? 2) - 1);
  const chosen = isOwn([...budget.path, side])
    ? []
    : [{ op: 'set' as const, path: [...budget.path, side], value: amount }];
  return [{ op: 'set', path: budget.enabledPath ?? [...budget.path, 'enabled'], value: true }, ...chosen];
}

/**
 * etcd members never share a node; servers and front proxies avoid it, since a rolling update needs room for one more.
 * All prefer different zones.
 */
export function spreadComponent(context: RuleContext, component: Component): readonly Operation[] {
  const { affinity, name } = component;
  const terms = affinity && antiAffinityTerms(context.at(affinity));
  if (affinity === undefined || terms === undefined || context.knows(affinity) === false) {
    return [];
  }
  const selector = { matchLabels: { [componentLabel]: componentLabelOf(component) } };
  const zones = terms.some(spreadsZones);
  if (name === 'etcd') {
    return [
      ...(terms.some(separatesNodes) ? [] : [apartOnNodes(affinity, selector)]),
      ...(zones ? [] : [preferZones(affinity, selector)]),
    ];
  }
  const preferences = [...affinity, 'podAntiAffinity', 'preferredDuringSchedulingIgnoredDuringExecution'];
  const own = context.isOwn(preferences) && nodeAt(context.at(preferences), []) !== undefined;
  return zones ? [] : [own ? preferZones(affinity, selector) : preferNodesAndZones(affinity, selector)];
}

export const isKcpChart = ({ product }: RuleContext): boolean => product?.id === 'kcp/kcp';

export const componentNamed = ({ components }: RuleContext, name: string): Component | undefined =>
  components.find(component => component.name === name);

/** How many pods of a component run: etcd always has three. */
export const replicasOf = (context: RuleContext, name: string): number | undefined =>
  componentNamed(context, name)?.fewestReplicas;
