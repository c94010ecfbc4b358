import { distance } from 'fastest-levenshtein';

/**
 * The candidates that `word` was probably meant to be, nearest first. A candidate is near when at most a third of the
 * longer word's letters differ (one letter for words of up to three), or when it differs only in case, `-` and `_`.
 */
export function didYouMean(word: string, candidates: Iterable<string>, most = 3): string[] {
  const folded = fold(word);
  const near: { candidate: string; cost: number }[] = [];
  for (const candidate of candidates) {
    const cost = fold(candidate) === folded ? 0.5 : nearness(word, candidate);
    if (cost !== undefined && candidate !== word) {
      near.push({ candidate, cost });
    }
  }
  return near
    .sort((a, b) => a.cost - b.cost || a.candidate.length - b.candidate.length || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** One letter more, less or other, or two neighbours exchanged. */
export const isOneLetterOff = (a: string, b: string): boolean => a !== b && (swapped(a, b) || distance(a, b) === 1);

function nearness(word: string, candidate: string): number | undefined {
  const longer = Math.max(word.length, candidate.length);
  const allowed = Math.max(1, Math.floor(longer / 3));
  if (Math.abs(word.length - candidate.length) > allowed || longer < 2) {
    return undefined;
  }
  const cost = swapped(word, candidate) ? 1 : distance(word, candidate);
  return cost <= allowed && cost < longer ? cost : undefined;
}

/** Two neighbouring letters exchanged is one slip of the fingers, not two. */
function swapped(a: string, b: string): boolean {
  if (a.length !== b.length) {
    return false;
  }
  let at = 0;
  while (at < a.length && a[at] === b[at]) {
    at++;
  }
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

const fold = (word: string): string => word.toLowerCase().replace(/[-_]/g, '');
