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
export function ownTolerations({ select, isOwn }: RuleContext): readonly ListedToleration[] {
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
export const componentWith = (components: readonly Component[], list: Path): Component | undefined =>
  components.find(({ tolerations }) => tolerations?.join('\n') === list.join('\n'));

const nodeAgents =
  /(daemon|agent|exporter|collector|node|csi|cni|fluent|fluentd|vector|promtail|alloy|filebeat|log|logs|logging|driver|plugin|speaker|proxy)/i;

/** Whether the pods belong on every node: a DaemonSet, or an agent by the names on its path. */
export const runsOnEveryNode = (components: readonly Component[], list: Path): boolean =>
  componentWith(components, list)?.kind === 'daemonset' ||
  list.some(segment => typeof segment === 'string' && nodeAgents.test(segment)) ||
  isNodeAgent(componentWith(components, list));

const isNodeAgent = (component: Component | undefined): boolean =>
  component !== undefined && component.path.length === 0 && nodeAgents.test(component.name);

/** Taints that Kubernetes, its distributions and cloud providers set themselves: no pool of the user's. */
export const isBuiltInKey = (key: string): boolean =>
  /(^|\.)(kubernetes\.io|k8s\.io)\/|^(kubernetes\.azure\.com|cloud\.google\.com|eks\.amazonaws\.com|karpenter\.sh)\//.test(
    key,
  );
