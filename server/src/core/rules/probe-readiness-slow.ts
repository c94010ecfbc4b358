import type { Component } from '../rule/component.ts';
import { componentAround } from '../rule/own-values.ts';
import { ownsAny } from '../rule/ownership.ts';
import { failAfter, probesOf, timingPaths } from '../rule/probes.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

const slow = 60;

export default defineRule({
  id: 'probe-readiness-slow',
  meta: {
    summary: 'Take a broken pod out of rotation within a minute.',
    why: 'Until the readiness probe has failed often enough, the service keeps sending requests to a pod that cannot answer them.',
    remedy: 'Check every 5 seconds and give up after 3 failures: 15 seconds.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm'],
    messages: {
      slow: "'{path}' takes {seconds} s to take a broken pod out of rotation: until then requests go to it. Check every 5 s and give up after 3 failures.",
    },
    examples: {
      bad: 'readinessProbe:\n  periodSeconds: 30\n  failureThreshold: 5\n',
      good: 'readinessProbe:\n  periodSeconds: 5\n  failureThreshold: 3\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
    covers: ['S2-36', 'S2-40'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const probe of probesOf(context)) {
      const seconds = failAfter(probe);
      const paths = timingPaths(probe).filter(path => /^(period|failure)/.test(String(path.at(-1))));
      if (
        probe.role !== 'readiness' ||
        seconds === undefined ||
        seconds <= slow ||
        !ownsAny(context, paths) ||
        isPatient(componentAround(context, probe.path))
      ) {
        continue;
      }
      yield {
        path: paths.find(path => context.isOwn(path)) ?? probe.path,
        message: 'slow',
        data: { path: formatPath(probe.path), seconds },
        fixes: () => [
          {
            title: 'Check every 5 seconds, give up after 3 failures',
            safety: 'unsafe',
            operations: [
              { op: 'set', path: [...probe.path, 'periodSeconds'], value: 5 },
              { op: 'set', path: [...probe.path, 'failureThreshold'], value: 3 },
            ],
          },
        ],
      };
    }
  },
});

/** A member that joins a quorum may be away for longer, and an agent of the node has no one to take over. */
const isPatient = (component: Component | undefined): boolean =>
  component?.quorum === true || component?.kind === 'daemonset';
