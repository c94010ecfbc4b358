import { parsePrometheusDuration } from '../kit/duration.ts';
import type { ScalarNode } from '../values/node.ts';
import { ownScalars } from './own-values.ts';
import type { RuleContext } from './rule.ts';

const keys = ['interval', 'scrapeInterval', 'scrapeTimeout', 'evaluationInterval'];
const monitors = /monitor|prometheus|scrape/i;

/** Durations that Prometheus or its operator reads and that a file of the user sets; empty ones mean the default. */
export const ownPrometheusDurations = (context: RuleContext): readonly ScalarNode[] => [
  ...ownScalars(context, keys).filter(
    ({ path, value }) =>
      value !== null && value !== '' && path.slice(0, -1).some(segment => monitors.test(String(segment))),
  ),
  // `for` of an alert: an item of a list with the alert's name.
  ...ownScalars(context, ['for', 'keep_firing_for']).filter(({ path, value }) => {
    const item = context.at(path.slice(0, -1));
    return (
      value !== null && value !== '' && item?.kind === 'map' && item.entries.has('alert') && item.entries.has('expr')
    );
  }),
];

const units: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ms: 'ms millis milliseconds',
    s: 's S sec secs second seconds',
    m: 'm M min mins minute minutes',
    h: 'h H hour hours hr hrs',
    d: 'd D day days',
  }).flatMap(([unit, spellings]) => spellings.split(' ').map(spelling => [spelling, unit] as const)),
);

/** The same duration as Prometheus writes it: `5min` is `5m`, `1.5m` is `90s`, a bare number counts seconds. */
export function respelledDuration(value: string | number): string | undefined {
  const match = /^\s*(\d{1,7})(\.\d{1,2})?\s*([A-Za-z]{0,12})\s*$/.exec(String(value));
  const [, whole = '', fraction, word = ''] = match ?? [];
  const unit = word === '' ? 's' : units.get(word);
  if (!match || unit === undefined) {
    return undefined;
  }
  const smaller = { d: [24, 'h'], h: [60, 'm'], m: [60, 's'], s: [1000, 'ms'] }[unit];
  const text =
    fraction === undefined
      ? `${Number(whole)}${unit}`
      : smaller && `${Math.round(Number(whole + fraction) * Number(smaller[0]))}${smaller[1]}`;
  return text !== undefined && parsePrometheusDuration(text) !== undefined ? text : undefined;
}
