import { type JsonMap, mapOf } from '../kit/json.ts';
import { type MapNode, toJson } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import type { Component } from './component.ts';
import type { RuleContext } from './rule.ts';

/** One item of a list of tolerations that one of the user's files writes. */
export interface ListedToleration {
  readonly item: MapNode;
  readonly path: Path;
  /** As the API would read it; templates are still in it. */
  readonly fields: JsonMap;
  readonly list: Path;
  /** The index in the list. */
  readonly index: number;
}

/** All tolerations of the user's own lists, without those in switched-off sections. Lists are never merged: an item is own when its list is. */
export const ownTolerations = ({ once }: RuleContext): readonly ListedToleration[] => once(readTolerations);

function readTolerations({ select, isOwn }: RuleContext): readonly ListedToleration[] {
  return select('**.tolerations').flatMap(list =>
    list.kind === 'list' && isOwn(list.path)
      ? list.items.flatMap((item, index) =>
          item.kind === 'map'
            ? [{ item, path: [...list.path, index], fields: mapOf(toJson(item)) ?? {}, list: list.path, index }]
            : [],
        )
      : [],
  );
}

/** The component that a list of tolerations belongs to. */
export const componentWith = ({ once }: RuleContext, list: Path): Component | undefined =>
  once(componentsByTolerations).get(list.join('\n'));

const componentsByTolerations = ({ components }: RuleContext): ReadonlyMap<string, Component> =>
  new Map(components.toReversed().flatMap(component => pathOfTolerations(component)));

const pathOfTolerations = (component: Component): readonly (readonly [string, Component])[] =>
  component.tolerations ? [[component.tolerations.join('\n'), component]] : [];

const nodeAgents =
  /(daemon|agent|exporter|collector|node|csi|cni|fluent|fluentd|vector|promtail|alloy|filebeat|log|logs|logging|driver|plugin|speaker|proxy)/i;

/** Whether the pods belong on every node: a DaemonSet, or an agent by the names on its path. */
export const runsOnEveryNode = (context: RuleContext, list: Path): boolean =>
  componentWith(context, list)?.kind === 'daemonset' ||
  list.some(segment => typeof segment === 'string' && nodeAgents.test(segment)) ||
  isNodeAgent(componentWith(context, list));

const isNodeAgent = (component: Component | undefined): boolean =>
  component !== undefined && component.path.length === 0 && nodeAgents.test(component.name);

/** Taints that Kubernetes, its distributions and cloud providers set themselves: no pool of the user's. */
export const isBuiltInKey = (key: string): boolean =>
  /(^|\.)(kubernetes\.io|k8s\.io)\/|^(kubernetes\.azure\.com|cloud\.google\.com|eks\.amazonaws\.com|karpenter\.sh)\//.test(
    key,
  );
