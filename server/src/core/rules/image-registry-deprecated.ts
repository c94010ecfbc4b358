import { allOwnScalars } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

/** The frozen registries and those that took their place; the images of the first are all there. */
const moved = [
  { from: 'k8s.gcr.io', safety: 'safe' },
  { from: 'gcr.io/google_containers', safety: 'unsafe' },
  { from: 'gcr.io/google-containers', safety: 'unsafe' },
] as const;
const current = 'registry.k8s.io';

export default defineRule({
  id: 'image-registry-deprecated',
  meta: {
    summary: 'Pull Kubernetes images from registry.k8s.io.',
    why: 'k8s.gcr.io has been frozen since April 2023: it gets no new versions and no security fixes, and goes away bit by bit.',
    remedy: 'Write registry.k8s.io in its place.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      frozen:
        "'{path}' pulls from {registry}, which is frozen since 2023: no new versions, no fixes. Use registry.k8s.io.",
    },
    examples: {
      bad: 'image:\n  registry: k8s.gcr.io\n',
      good: 'image:\n  registry: registry.k8s.io\n',
    },
    sources: ['https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/'],
    fix: 'safe',
  },
  *check(context) {
    for (const { value, path } of allOwnScalars(context)) {
      const text = typeof value === 'string' && value.length < 500 && value.includes('gcr.io') ? value : '';
      const old = moved.find(({ from }) => text === from || text.startsWith(`${from}/`));
      if (old) {
        const to = current + text.slice(old.from.length);
        yield {
          path,
          message: 'frozen',
          data: { path: formatPath(path), registry: old.from },
          fixes: () => [{ title: `Use ${current}`, safety: old.safety, operations: [{ op: 'set', path, value: to }] }],
        };
      }
    }
  },
});
