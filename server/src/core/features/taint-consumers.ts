import { readToleration, type Toleration } from '../kit/toleration.ts';
import { type Component, titleOf } from '../rule/component.ts';
import type { RuleContext } from '../rule/rule.ts';
import { toleratesDeclared } from '../taint/index.ts';
import type { DeclaredTaint } from '../taint/taint.ts';
import type { Site } from '../text/span.ts';
import { toJson, type ValueNode } from '../values/node.ts';
import { formatPath, type Path, samePath } from '../values/path.ts';

/** A workload of some values, and the tolerations that its pods get. */
export interface Consumer {
  /** The values file, or the last one of its stack. */
  readonly uri: string;
  /** What messages call it. */
  readonly title: string;
  readonly tolerations: readonly ConsumerToleration[];
}

export interface ConsumerToleration {
  readonly toleration: Toleration;
  readonly path: Path;
  readonly site: Site;
}

/** The workloads that these values run and that can tolerate something; lists of tolerations that belong to none count as one, too. */
export function consumersOf(context: RuleContext, uri: string): readonly Consumer[] {
  const components = context.components.filter(({ enabled, tolerations }) => enabled && tolerations !== undefined);
  const known = components.map(component => ({
    uri,
    title: titleOf(component),
    tolerations: itemsOf(context.at(component.tolerations ?? [])),
  }));
  const others = context
    .select('**.tolerations')
    .filter(list => list.kind === 'list' && !context.components.some(component => isListOf(component, list)))
    .map(list => ({ uri, title: formatPath(list.path.slice(0, -1)) || 'tolerations', tolerations: itemsOf(list) }));
  return [...known, ...others];
}

const isListOf = ({ tolerations }: Component, list: ValueNode): boolean =>
  tolerations !== undefined && samePath(tolerations, list.path);

const itemsOf = (list: ValueNode | undefined): readonly ConsumerToleration[] =>
  list?.kind === 'list'
    ? list.items.flatMap(item => {
        const toleration = readToleration(toJson(item));
        return toleration ? [{ toleration, path: item.path, site: item.site }] : [];
      })
    : [];

/** The toleration by which it tolerates the taint; undefined when it does not, or the taint is not known. */
export const toleratedBy = ({ tolerations }: Consumer, taint: DeclaredTaint): ConsumerToleration | undefined =>
  tolerations.find(({ toleration }) => toleratesDeclared(toleration, taint) === true);
