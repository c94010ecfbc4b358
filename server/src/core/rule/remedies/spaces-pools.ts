import { type GuidePool, guidePoolKey, guideTaint } from '../../kit/guide-taints.ts';
import { type JsonMap, mapOf } from '../../kit/json.ts';
import { readRequirements } from '../../kit/label-selector.ts';
import { termsOf } from '../../kit/node-affinity.ts';
import type { Taint } from '../../kit/toleration.ts';
import { compareVersions } from '../../product/version.ts';
import { nodeAt, toJson } from '../../values/node.ts';
import type { Operation } from '../../values/operation.ts';
import type { Path } from '../../values/path.ts';
import type { RuleContext } from '../rule.ts';
import { hasTemplates } from './read.ts';
import {
  antiAffinityTerms,
  apartOnNodes,
  preferZones,
  type SpreadTerm,
  separatesNodes,
  spreadsZones,
} from './spread.ts';
import { addTolerations, declaredTaintsOf, untolerated } from './tolerations.ts';

/** The pods of control planes that the high availability guide gives nodes of their own. */
export interface PoolRole {
  readonly name: string;
  readonly path: string;
  /** The label `app` of its pods. */
  readonly app: string;
  readonly pool: GuidePool;
}

export const etcdRole: PoolRole = { name: 'etcd', path: 'controlPlanes.etcd', app: 'vcluster-etcd', pool: 'etcd' };
export const apiServerRole: PoolRole = {
  name: 'API server',
  path: 'controlPlanes.vcluster',
  app: 'vcluster',
  pool: 'apiserver',
};
export const poolRoles: readonly PoolRole[] = [etcdRole, apiServerRole];

const required = ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'];

/** Tolerations for control planes came with 1.14, though the reference of 1.13 lists them. */
export const takesTolerations = ({ product }: RuleContext): boolean =>
  product?.version === undefined || compareVersions(product.version, '1.14.0') >= 0;

/** The terms of the required node affinity; undefined when some part of them is filled in later. */
export function nodeTerms({ at }: RuleContext, { path }: PoolRole): readonly JsonMap[] | undefined {
  const affinity = at(`${path}.affinity`);
  if (affinity?.kind === 'scalar' && affinity.value !== null) {
    return undefined;
  }
  const node = nodeAt(affinity, required.slice(1));
  const block = mapOf(toJson(node));
  return hasTemplates(node) ? undefined : block === undefined ? [] : termsOf(block);
}

/** The values of the guide's label `target` that a required node affinity asks for. */
export const targetsOf = (terms: readonly JsonMap[]): readonly string[] =>
  terms.flatMap(term =>
    (readRequirements(term.matchExpressions) ?? [])
      .filter(({ key, operator }) => key === guidePoolKey && operator === 'In')
      .flatMap(({ values }) => values),
  );

/** The taints of the pool that the role is pinned to and does not tolerate. Empty when there are none, or none is known. */
export function missingTolerations(context: RuleContext, role: PoolRole): readonly Taint[] {
  const terms = nodeTerms(context, role) ?? [];
  const declared = declaredTaintsOf(terms, context.taints);
  const targets = targetsOf(terms);
  const guide = targets.length === 1 && targets[0] === role.pool ? [guideTaint(role.pool)] : [];
  const wanted = declared.length > 0 ? declared : guide;
  return takesTolerations(context) ? (untolerated(context.at(`${role.path}.tolerations`), wanted) ?? []) : [];
}

/** Pins the role to the guide's pool and lets it onto its tainted nodes. */
export function pinToPool(context: RuleContext, role: PoolRole): readonly Operation[] {
  const terms = [{ matchExpressions: [{ key: guidePoolKey, operator: 'In', values: [role.pool] }] }];
  const tolerations = context.path(`${role.path}.tolerations`);
  const declared = declaredTaintsOf(terms, context.taints);
  const missing = untolerated(context.at(tolerations), declared.length > 0 ? declared : [guideTaint(role.pool)]) ?? [];
  return [
    { op: 'append', path: [...context.path(role.path), ...required, 'nodeSelectorTerms'], items: terms },
    ...(missing.length > 0 && takesTolerations(context) ? [addTolerations(tolerations, missing)] : []),
  ];
}

/** How the replicas of a role keep apart; undefined when it is not known. */
export const spreadOf = ({ at }: RuleContext, { path }: PoolRole): readonly SpreadTerm[] | undefined =>
  antiAffinityTerms(at(`${path}.affinity`));

/** Never two pods of one role on a node, and different zones where there are any. */
export function spreadOut(context: RuleContext, role: PoolRole): readonly Operation[] {
  const affinity: Path = context.path(`${role.path}.affinity`);
  const selector = { matchExpressions: [{ key: 'app', operator: 'In', values: [role.app] }] };
  const terms = spreadOf(context, role) ?? [];
  return [
    ...(terms.some(separatesNodes) ? [] : [apartOnNodes(affinity, selector)]),
    ...(terms.some(spreadsZones) ? [] : [preferZones(affinity, selector)]),
  ];
}
