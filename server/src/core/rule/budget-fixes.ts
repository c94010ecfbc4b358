import { disruption } from '../kit/disruption-budget.ts';
import { isNull } from '../values/node.ts';
import type { Operation } from '../values/operation.ts';
import { arithmeticBudget, type BudgetedComponent, chosenSide } from './budgets.ts';
import type { Budget, Component } from './component.ts';
import { unset } from './ownership.ts';
import type { Fix, RuleContext } from './rule.ts';

/**
 * Switches the budget of a component on, in the chart's spelling, with an amount that lets a drain go on: the one that
 * is there when it does, else the side that the chart offers. Undefined when the chart offers no budget.
 */
export function addBudget(context: RuleContext, component: Component): Fix | undefined {
  const { budget, quorum, fewestReplicas } = component;
  if (!budget || fewestReplicas === undefined || context.knows(budget.path) === false) {
    return undefined;
  }
  const amount = isSound(budget, fewestReplicas) ? [] : newAmount(context, budget, quorum, fewestReplicas);
  return { title: 'Add a PodDisruptionBudget', safety: 'unsafe', operations: [...switchOn(budget), ...amount] };
}

function switchOn(budget: Budget): readonly Operation[] {
  return budget.enabledPath ? [{ op: 'set', path: budget.enabledPath, value: true }] : [];
}

/** A quorum store may lose one member at a time; anything else keeps one pod. */
function newAmount(context: RuleContext, budget: Budget, quorum: boolean, replicas: number): readonly Operation[] {
  const wanted = quorum ? [budget.maxUnavailable, budget.minAvailable] : [budget.minAvailable, budget.maxUnavailable];
  const offered = wanted.find(({ path }) => context.knows(path) === true) ?? wanted[0];
  const other = wanted.find(side => side !== offered);
  const value = offered === budget.minAvailable && quorum ? replicas - 1 : 1;
  return offered && other ? [{ op: 'set', path: offered.path, value }, ...clear(context, other)] : [];
}

const clear = (context: RuleContext, { path, node, value }: Budget['minAvailable']): readonly Operation[] =>
  value === undefined || node === undefined || isNull(node) ? [] : [unset(context, path)];

const isSound = (budget: Budget, replicas: number): boolean =>
  disruption(arithmeticBudget(budget), replicas)?.verdict === 'ok';

/** The ways to let one pod go at a time at this number of replicas: in the side that is set, then with `maxUnavailable: 1`. */
export function allowOneDisruption(
  context: RuleContext,
  { budget }: Pick<BudgetedComponent, 'budget'>,
  replicas: number | undefined,
): readonly Fix[] {
  const chosen = chosenSide(budget);
  if (chosen?.name === 'maxUnavailable') {
    return [
      {
        title: 'Let one pod go at a time: maxUnavailable 1',
        safety: 'unsafe',
        operations: [{ op: 'set', path: chosen.setting.path, value: 1 }],
      },
    ];
  }
  const lower: readonly Fix[] =
    chosen && replicas !== undefined && replicas > 1
      ? [
          {
            title: `Let one pod go at a time: minAvailable ${replicas - 1}`,
            safety: 'unsafe',
            operations: [{ op: 'set', path: chosen.setting.path, value: replicas - 1 }],
          },
        ]
      : [];
  const swap: readonly Fix[] =
    chosen && context.knows(budget.maxUnavailable.path) !== false
      ? [
          {
            title: 'Let one pod go at a time: maxUnavailable 1 in place of minAvailable',
            safety: 'unsafe',
            operations: [
              unset(context, chosen.setting.path),
              { op: 'set', path: budget.maxUnavailable.path, value: 1 },
            ],
          },
        ]
      : [];
  return [...lower, ...swap];
}
