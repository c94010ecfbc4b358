import { isAbsent } from '../kit/json.ts';
import { spreadProblems } from '../kit/topology-spread.ts';
import { defineRule, type Fix } from '../rule/rule.ts';
import { ownSpreadLists } from '../rule/spread-constraints.ts';
import type { Operation } from '../values/operation.ts';
import type { Path } from '../values/path.ts';

export default defineRule({
  id: 'topology-spread-invalid',
  meta: {
    summary: 'Write topology spread constraints that the API server accepts.',
    why: 'The API server rejects the pod when a constraint lacks a positive `maxSkew`, a `topologyKey` or a known `whenUnsatisfiable`, when `minDomains` stands beside `ScheduleAnyway`, or when `matchLabelKeys` has no selector to add to.',
    remedy: 'Correct the field that the message names.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces'],
    messages: {
      maxSkew: 'maxSkew must be a whole number of at least 1: Kubernetes rejects the constraint.',
      topologyKey:
        'A topology spread constraint needs a topologyKey: Kubernetes rejects it without. Name a node label such as topology.kubernetes.io/zone.',
      whenUnsatisfiable: 'whenUnsatisfiable must be DoNotSchedule or ScheduleAnyway: Kubernetes rejects anything else.',
      minDomains: 'minDomains must be at least 1: Kubernetes rejects the constraint.',
      minDomainsAnyway:
        'minDomains only goes with whenUnsatisfiable DoNotSchedule: Kubernetes rejects it with ScheduleAnyway.',
      matchLabelKeys: 'matchLabelKeys needs a labelSelector to add to: Kubernetes rejects it without.',
      overlap: 'matchLabelKeys repeats a key of the labelSelector: Kubernetes rejects the constraint.',
    },
    examples: {
      bad: 'topologySpreadConstraints:\n  - maxSkew: 0\n    topologyKey: topology.kubernetes.io/zone\n    whenUnsatisfiable: ScheduleAnyway\n    labelSelector: {}\n',
      good: 'topologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: topology.kubernetes.io/zone\n    whenUnsatisfiable: ScheduleAnyway\n    labelSelector: {}\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { node, fields } of ownSpreadLists(context).flatMap(({ constraints }) => constraints)) {
      const { path } = node;
      const place = (key: string): Path => (node.entries.has(key) ? [...path, key] : path);
      const change =
        (title: string, ...operations: Operation[]) =>
        (): readonly Fix[] => [{ title, safety: 'unsafe', operations }];
      const problems: readonly string[] = [
        ...(isAbsent(fields.maxSkew) ? ['max-skew-not-positive'] : []),
        ...spreadProblems(fields),
      ];
      for (const problem of new Set(problems)) {
        switch (problem) {
          case 'max-skew-not-positive':
            yield {
              path: place('maxSkew'),
              message: 'maxSkew',
              fixes: change('Set maxSkew 1', { op: 'set', path: [...path, 'maxSkew'], value: 1 }),
            };
            break;
          case 'topology-key-empty':
            yield {
              path: place('topologyKey'),
              message: 'topologyKey',
              fixes: change('Spread over zones', {
                op: 'set',
                path: [...path, 'topologyKey'],
                value: 'topology.kubernetes.io/zone',
              }),
            };
            break;
          case 'when-unsatisfiable-unknown':
            yield {
              path: place('whenUnsatisfiable'),
              message: 'whenUnsatisfiable',
              fixes: change('Prefer: ScheduleAnyway', {
                op: 'set',
                path: [...path, 'whenUnsatisfiable'],
                value: 'ScheduleAnyway',
              }),
            };
            break;
          case 'min-domains-not-positive':
            yield {
              path: place('minDomains'),
              message: 'minDomains',
              fixes: change('Remove minDomains', { op: 'remove', path: [...path, 'minDomains'] }),
            };
            break;
          case 'min-domains-needs-do-not-schedule':
            yield {
              path: place('minDomains'),
              message: 'minDomainsAnyway',
              fixes: change('Remove minDomains', { op: 'remove', path: [...path, 'minDomains'] }),
            };
            break;
          case 'match-label-keys-need-selector':
            yield { path: place('matchLabelKeys'), part: 'key', message: 'matchLabelKeys' };
            break;
          case 'match-label-keys-overlap':
            yield { path: place('matchLabelKeys'), part: 'key', message: 'overlap' };
            break;
          default:
            break;
        }
      }
    }
  },
});
