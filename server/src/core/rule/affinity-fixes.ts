import type { JsonValue } from '../product/table.ts';
import { toJson } from '../values/node.ts';
import type { PodTerm } from './affinity.ts';
import type { Fix } from './rule.ts';

/** A required term becomes a preferred one; what else is required stays. */
export function softenTerm(hard: PodTerm, terms: readonly PodTerm[]): Fix {
  const others = terms.some(term => term !== hard && term.required);
  return {
    title: 'Prefer instead of require',
    safety: 'unsafe',
    operations: [
      {
        op: 'append',
        path: [...hard.list.slice(0, -1), 'preferredDuringSchedulingIgnoredDuringExecution'],
        items: [{ weight: 100, podAffinityTerm: toJson(hard.term) as JsonValue }],
      },
      { op: 'remove', path: others ? hard.item : hard.list },
    ],
  };
}
