import { isTemplate, type JsonMap, mapOf, wholeNumber } from '../kit/json.ts';
import type { Path } from '../values/path.ts';
import type { Component } from './component.ts';
import { componentAround, scalarIn } from './own-values.ts';
import type { Fix, RuleContext } from './rule.ts';

/** How long a pod may take to end. */
export interface GracePeriod {
  readonly path: Path;
  readonly seconds: number;
}

export const defaultGrace = 30;

/**
 * The grace period of the component that the value at `path` belongs to. Where it is not set, Kubernetes' default of 30
 * seconds counts only when the chart is known to offer the setting: else its template may have one of its own.
 */
export function graceAround(context: RuleContext, path: Path): GracePeriod | undefined {
  const component: Component | undefined = componentAround(context, path);
  if (!component?.enabled) {
    return undefined;
  }
  const at = [...component.path, 'terminationGracePeriodSeconds'];
  const written = scalarIn(component.node, 'terminationGracePeriodSeconds');
  if (written && written.value !== null && written.value !== '') {
    const seconds = wholeNumber(written.value);
    return seconds === undefined ? undefined : { path: at, seconds };
  }
  const isKnown = context.complete && context.at(at)?.kind !== 'map' && context.knows(at) === true;
  return isKnown && !isTemplate(context.value(at)) ? { path: at, seconds: defaultGrace } : undefined;
}

export const extendGrace = ({ path }: GracePeriod, seconds: number): Fix => ({
  title: `Allow ${seconds} seconds to end`,
  safety: 'unsafe',
  operations: [{ op: 'set', path, value: seconds }],
});

/** How long a preStop hook sleeps, in seconds; undefined when it does not, or not for a known time. */
export function preStopSleep(preStop: JsonMap): number | undefined {
  const own = wholeNumber(mapOf(preStop.sleep)?.seconds);
  if (own !== undefined) {
    return own;
  }
  const command = mapOf(preStop.exec)?.command;
  if (!Array.isArray(command) || command.some(part => isTemplate(part))) {
    return undefined;
  }
  const sleeps = [
    ...command
      .join(' ')
      .slice(0, 2000)
      .matchAll(/(?:^|[\s;&|])(?:\/\w+){0,3}\/?sleep (\d{1,6})s?(?![\w.])/g),
  ];
  return sleeps.length === 0 ? undefined : sleeps.reduce((sum, [, seconds]) => sum + Number(seconds), 0);
}
