import { switchAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-profiling-exposed',
  meta: {
    summary: 'Keep profiling off in production.',
    why: 'With `kcp.profiling.enabled` the server shows its profiles, memory included, on port 6060 of all interfaces, without authentication.',
    remedy: 'Switch it on for an investigation only.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['kcp'],
    messages: {
      exposed:
        "'{path}' opens the profiler of the server to everything in the cluster, without authentication. Switch it off.",
    },
    examples: {
      bad: 'kcp:\n  profiling:\n    enabled: true\n',
      good: 'kcp:\n  profiling:\n    enabled: false\n',
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp'],
    fix: 'unsafe',
  },
  *check(context) {
    const name = 'kcp.profiling.enabled';
    const path = context.path(name);
    if (switchAt(context, name) === true && context.knows(path) === true) {
      yield {
        path,
        message: 'exposed',
        data: { path: name },
        fixes: () => [
          { title: 'Switch profiling off', safety: 'unsafe', operations: [{ op: 'set', path, value: false }] },
        ],
      };
    }
  },
});
