import type { Operation } from '../../values/operation.ts';
import type { Component } from '../component.ts';
import type { Fix, RuleContext } from '../rule.ts';
import { scalarAt, switchAt } from './read.ts';

/** How the high availability guide scales the router. Order as it is written. */
export const routerBounds = {
  minReplicas: 2,
  maxReplicas: 8,
  targetCPUUtilizationPercentage: 80,
  targetMemoryUtilizationPercentage: 80,
} as const;

/** Everything that one node's loss would take down at present: control planes, API, Query API and router. */
export function enableHighAvailability(context: RuleContext): Fix {
  return {
    title: 'Enable high availability',
    safety: 'unsafe',
    operations: [
      ...controlPlanesInParallel(context),
      ...twoReplicas(context, 'api'),
      ...twoReplicas(context, 'apollo'),
      ...(switchAt(context, 'router.hpa.enabled') === false ? autoscaleRouter(context) : []),
    ],
  };
}

/** The narrow fix, and the wide one behind it when it does more. */
export function narrowThenWide(context: RuleContext, narrow: Fix): readonly Fix[] {
  const wide = enableHighAvailability(context);
  return wide.operations.length > narrow.operations.length ? [narrow, wide] : [narrow];
}

export function controlPlanesInParallel(context: RuleContext): readonly Operation[] {
  const path = context.path('controlPlanes.ha.enabled');
  const wanted = switchAt(context, 'controlPlanes.ha.enabled') === false && context.knows(path) !== false;
  return wanted ? [{ op: 'set', path, value: true }] : [];
}

export const componentNamed = ({ components }: RuleContext, name: string): Component | undefined =>
  components.find(component => component.name === name);

/** Where the lowest number of pods of a component is set: the lower bound of its autoscaler, else the replica count. */
export const replicasPath = ({ autoscaler, replicas }: Component) =>
  autoscaler?.enabled === true ? autoscaler.min.path : replicas?.path;

/** Whether a component is known to run as a single pod, and can run as more. */
export function isSingle({ knows }: RuleContext, component: Component | undefined): component is Component {
  const path = component && replicasPath(component);
  return (
    component?.enabled === true &&
    component.fewestReplicas !== undefined &&
    component.fewestReplicas < 2 &&
    path !== undefined &&
    knows(path) !== false
  );
}

export function twoReplicas(context: RuleContext, name: string): readonly Operation[] {
  const component = componentNamed(context, name);
  const path = isSingle(context, component) ? replicasPath(component) : undefined;
  return path ? [{ op: 'set', path, value: 2 }] : [];
}

/** Switches the router's autoscaler on, with the guide's bounds where the file says nothing of its own. */
export function autoscaleRouter(context: RuleContext): readonly Operation[] {
  return [
    { op: 'set', path: context.path('router.hpa.enabled'), value: true },
    ...looseRouterBounds(context).map(
      (name): Operation => ({ op: 'set', path: context.path(`router.hpa.${name}`), value: routerBounds[name] }),
    ),
  ];
}

/** The bounds and targets that are not the author's own, and a lower bound that leaves a single pod. */
export function looseRouterBounds(context: RuleContext): readonly (keyof typeof routerBounds)[] {
  const names = Object.keys(routerBounds) as (keyof typeof routerBounds)[];
  return names.filter(name => {
    const path = context.path(`router.hpa.${name}`);
    const value = scalarAt(context, `router.hpa.${name}`);
    const single = name === 'minReplicas' && typeof value === 'number' && value < routerBounds.minReplicas;
    return context.knows(path) !== false && (single || !context.isOwn(path));
  });
}

/** Where this version keeps the settings of Apollo: a subchart since 1.15. */
export const apolloPath = (context: RuleContext): string =>
  context.knows(context.path('apollo.apollo.replicaCount')) === true ? 'apollo.apollo' : 'features.alpha.apollo';
