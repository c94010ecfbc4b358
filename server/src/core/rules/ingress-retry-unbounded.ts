import { wholeNumber } from '../kit/json.ts';
import { type Annotation, nginxPrefix, ownAnnotations } from '../rule/ingress-annotations.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';

const tries = 'proxy-next-upstream-tries';
const timeout = 'proxy-next-upstream-timeout';

export default defineRule({
  id: 'ingress-retry-unbounded',
  meta: {
    summary: 'Bound the retries of the ingress controller.',
    why: 'In an outage every request is tried on one pod after the other: the load multiplies when the pods can bear it least. Without a time limit the retries go on until all pods were asked.',
    remedy: 'Allow 3 tries within 10 seconds.',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    products: ['helm'],
    messages: {
      tries: "'{name}: 0' tries every pod in turn: an outage multiplies the load. Allow 3 tries.",
      timeout: '{tries} tries without a time limit multiply the load in an outage. Set \'{name}\' to "10".',
    },
    examples: {
      bad: 'ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/proxy-next-upstream-tries: "0"\n',
      good: 'ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/proxy-next-upstream-tries: "3"\n',
    },
    sources: ['https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#custom-timeouts'],
    covers: ['S2-38'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const annotation of ownAnnotations(context, nginxPrefix + tries)) {
      const { node, path, name } = annotation;
      const count = wholeNumber(node.value);
      if (name !== '' || count === undefined) {
        continue;
      }
      if (count === 0) {
        yield {
          path,
          message: 'tries',
          data: { name: nginxPrefix + tries },
          fixes: () => [{ title: 'Allow 3 tries', safety: 'unsafe', operations: [{ op: 'set', path, value: '3' }] }],
        };
      } else if (count > 3 && limitOf(annotation) === 0) {
        const at = [...path.slice(0, -1), nginxPrefix + timeout];
        yield {
          path,
          message: 'timeout',
          data: { tries: count, name: nginxPrefix + timeout },
          fixes: () => [
            { title: 'Stop after 10 seconds', safety: 'unsafe', operations: [{ op: 'set', path: at, value: '10' }] },
          ],
        };
      }
    }
  },
});

/** The time limit in seconds; 0 without one, undefined when it is not known. */
function limitOf({ map }: Annotation): number | undefined {
  const node = nodeAt(map, [nginxPrefix + timeout]);
  return node === undefined ? 0 : node.kind === 'scalar' ? wholeNumber(node.value) : undefined;
}
