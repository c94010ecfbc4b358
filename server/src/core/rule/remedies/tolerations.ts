import type { JsonMap } from '../../kit/json.ts';
import { readRequirements } from '../../kit/label-selector.ts';
import { matchesNodeTerms } from '../../kit/node-affinity.ts';
import { readToleration, type Taint, tolerates } from '../../kit/toleration.ts';
import type { JsonValue } from '../../product/table.ts';
import type { DeclaredTaint } from '../../taint/taint.ts';
import { isNull, toJson, type ValueNode } from '../../values/node.ts';
import type { Operation } from '../../values/operation.ts';
import type { Path } from '../../values/path.ts';

/** The toleration that lets pods onto nodes with exactly this taint. */
export const tolerationFor = ({ key, value, effect }: Taint): JsonValue =>
  value ? { key, operator: 'Equal', value, effect } : { key, operator: 'Exists', effect };

/** Adds the tolerations of these taints to a list, behind those that are there. */
export const addTolerations = (path: Path, taints: readonly Taint[]): Operation => ({
  op: 'append',
  path,
  items: taints.map(tolerationFor),
});

/** `target=etcd:NoSchedule, …` */
export const listTaints = (taints: readonly Taint[]): string =>
  taints.map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`).join(', ');

/** The taints that no toleration of the list matches; undefined when a toleration is not known. */
export function untolerated(list: ValueNode | undefined, taints: readonly Taint[]): readonly Taint[] | undefined {
  if (list !== undefined && !isNull(list) && list.kind !== 'list') {
    return undefined;
  }
  const tolerations = list?.kind === 'list' ? list.items.map(item => readToleration(toJson(item))) : [];
  const left = taints.filter(taint => !tolerations.some(toleration => tolerates(toleration, taint) === true));
  return left.length > 0 && tolerations.includes(undefined) ? undefined : left;
}

/**
 * The declared taints that keep pods off the nodes which these node selector terms pick: the pool sets labels that the
 * terms want, or the taint has the key and value of a label that they ask for. Taints that some tool fills in later
 * and those that a controller takes off again demand nothing.
 */
export function declaredTaintsOf(terms: readonly JsonMap[], declared: readonly DeclaredTaint[]): readonly Taint[] {
  const taints = declared.flatMap(({ key, value, effect, templated, startup, labels }): readonly Taint[] => {
    const picked =
      matchesNodeTerms(terms, Object.fromEntries(labels)) === true || terms.some(term => names(term, key, value));
    const demanding = effect === 'NoSchedule' || effect === 'NoExecute';
    return key !== null && demanding && !templated && !startup && picked ? [{ key, value, effect }] : [];
  });
  return taints.filter((taint, index) => taints.findIndex(other => sameTaint(taint, other)) === index);
}

const sameTaint = (a: Taint, b: Taint): boolean =>
  a.key === b.key && (a.value ?? '') === (b.value ?? '') && a.effect === b.effect;

const names = (term: JsonMap, key: string | null, value: string | null): boolean =>
  (readRequirements(term.matchExpressions) ?? []).some(
    requirement =>
      requirement.key === key && requirement.operator === 'In' && value !== null && requirement.values.includes(value),
  );
