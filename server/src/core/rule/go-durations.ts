import { parseGoDuration } from '../kit/duration.ts';

const seconds: ReadonlyMap<string, number> = new Map(
  Object.entries({
    1: 's sec secs second seconds',
    60: 'm min mins minute minutes',
    3600: 'h hr hrs hour hours',
    86400: 'd day days',
    604800: 'w week weeks',
  }).flatMap(([length, words]) => words.split(' ').map(word => [word, Number(length)] as const)),
);

/** The same duration as Go writes it: `90d` is `2160h`, `5 mins` is `5m`. Undefined without a unit, or with none that is known. */
export function asGoDuration(text: string): string | undefined {
  const match = /^\s*(\d{1,6})\s*([A-Za-z]{1,8})\s*$/.exec(text);
  const length = seconds.get((match?.[2] ?? '').toLowerCase());
  if (!match || length === undefined) {
    return undefined;
  }
  const amount = Number(match[1]);
  const written = length >= 3600 ? `${(amount * length) / 3600}h` : `${amount}${length === 60 ? 'm' : 's'}`;
  return parseGoDuration(written) === undefined ? undefined : written;
}
