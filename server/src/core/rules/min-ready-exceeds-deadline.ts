import { isAbsent, wholeNumber } from '../kit/json.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { toJson } from '../values/node.ts';

/** What Kubernetes takes when nothing is said. */
const defaultDeadline = 600;

export default defineRule({
  id: 'min-ready-exceeds-deadline',
  meta: {
    summary: 'Give an update more time than each pod has to prove itself.',
    why: 'The API server rejects a Deployment whose `progressDeadlineSeconds` (600 unless set) is not above its `minReadySeconds`.',
    remedy: 'Raise the deadline, or shorten `minReadySeconds`.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm'],
    messages: {
      deadline:
        "'{component}' waits {ready} seconds for each pod, and its update must progress within {deadline}: Kubernetes rejects that. Raise progressDeadlineSeconds above {ready}.",
    },
    examples: {
      bad: 'replicaCount: 2\nminReadySeconds: 300\nprogressDeadlineSeconds: 300\n',
      good: 'replicaCount: 2\nminReadySeconds: 30\nprogressDeadlineSeconds: 300\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const [readyPath, path] = [
        [...component.path, 'minReadySeconds'],
        [...component.path, 'progressDeadlineSeconds'],
      ];
      const [ready, written] = [toJson(context.at(readyPath)), toJson(context.at(path))];
      const [seconds, deadline] = [wholeNumber(ready), isAbsent(written) ? defaultDeadline : wholeNumber(written)];
      const mayHaveDeadline = component.enabled && component.kind !== 'statefulset' && component.kind !== 'daemonset';
      // Charts take 0 for "not set".
      if (
        !mayHaveDeadline ||
        seconds === 0 ||
        deadline === 0 ||
        seconds === undefined ||
        deadline === undefined ||
        seconds < deadline ||
        !ownsAny(context, [readyPath, path])
      ) {
        continue;
      }
      const raised = Math.ceil((seconds + 300) / 100) * 100;
      yield {
        path: isAbsent(written) ? readyPath : path,
        message: 'deadline',
        data: { component: titleOf(component), ready: seconds, deadline },
        fixes: () =>
          context.knows(path) === false
            ? []
            : [
                {
                  title: `Raise progressDeadlineSeconds to ${raised}`,
                  safety: 'unsafe',
                  operations: [{ op: 'set', path, value: raised }],
                },
              ],
      };
    }
  },
});
