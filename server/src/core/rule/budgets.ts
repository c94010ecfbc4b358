import type { DisruptionBudget } from '../kit/disruption-budget.ts';
import type { IntOrPercentage } from '../kit/int-or-percentage.ts';
import type { Budget, Component, Setting } from './component.ts';
import type { RuleContext } from './rule.ts';

export interface BudgetedComponent {
  readonly component: Component;
  readonly budget: Budget;
}

/** The components whose disruption budget is switched on, and known to be. */
export function budgetedComponents({ components }: Pick<RuleContext, 'components'>): readonly BudgetedComponent[] {
  return components.flatMap(component =>
    component.enabled &&
    component.budget?.enabled === true &&
    component.kind !== 'daemonset' &&
    component.kind !== 'job'
      ? [{ component, budget: component.budget }]
      : [],
  );
}

/** The budget for the arithmetic; undefined when a side is written but not known, or both or none are set. */
export function arithmeticBudget({ minAvailable, maxUnavailable }: Budget): DisruptionBudget | undefined {
  const [min, max] = [amountOf(minAvailable), amountOf(maxUnavailable)];
  if (isUnknown(minAvailable) || isUnknown(maxUnavailable) || (min === undefined) === (max === undefined)) {
    return undefined;
  }
  return { minAvailable: min ?? null, maxUnavailable: max ?? null };
}

/** `"2"` counts as 2: most templates print both alike. */
function amountOf({ value }: Setting<number | string>): IntOrPercentage | undefined {
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
}

/** Written, yet neither an amount nor empty: a template or something unreadable. */
const isUnknown = ({ node, value }: Setting<unknown>): boolean =>
  node !== undefined && value === undefined && !(node.kind === 'scalar' && (node.value === null || node.value === ''));

/** The side that is set, with its setting; undefined when none or both are. */
export function chosenSide(
  budget: Budget,
): { readonly name: 'minAvailable' | 'maxUnavailable'; readonly setting: Setting<number | string> } | undefined {
  const [min, max] = [budget.minAvailable.value !== undefined, budget.maxUnavailable.value !== undefined];
  return min === max
    ? undefined
    : min
      ? { name: 'minAvailable', setting: budget.minAvailable }
      : { name: 'maxUnavailable', setting: budget.maxUnavailable };
}
