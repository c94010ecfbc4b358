import { componentAround, ownScalars } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { defaultGrace } from '../rule/termination.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'termination-grace-zero',
  meta: {
    summary: 'Give pods time to end.',
    why: 'With a grace period of 0 every pod is killed at once, at each deployment, drain and scale-down: requests in flight fail and writes are lost. For a StatefulSet two pods with one identity may run at a time.',
    remedy: 'Leave it at 30 seconds, or set what the process needs to shut down.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      zero: "'{path}: 0' kills pods without any time to end: requests in flight fail and writes are lost. Kubernetes' own default is 30.",
    },
    examples: { bad: 'terminationGracePeriodSeconds: 0\n', good: 'terminationGracePeriodSeconds: 30\n' },
    sources: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-forced'],
    covers: ['S2-52', 'S2-58', 'S2-79'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { path, value } of ownScalars(context, ['terminationGracePeriodSeconds'])) {
      const isOfProbe = path.some(segment => /probe/i.test(String(segment)));
      if ((value !== 0 && value !== '0') || isOfProbe || componentAround(context, path)?.kind === 'job') {
        continue;
      }
      yield {
        path,
        message: 'zero',
        data: { path: formatPath(path) },
        fixes: () => [
          {
            title: `Allow ${defaultGrace} seconds to end`,
            safety: 'unsafe',
            operations: [{ op: 'set', path, value: defaultGrace }],
          },
        ],
      };
    }
  },
});
