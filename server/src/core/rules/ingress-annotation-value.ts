import { parseNginxInteger } from '../kit/nginx-integer.ts';
import { nginxIntegers, nginxPrefix, ownAnnotations } from '../rule/ingress-annotations.ts';
import { inSeconds } from '../rule/nginx-seconds.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'ingress-annotation-value',
  meta: {
    summary: 'Write the numbers of ingress-nginx annotations without a unit.',
    why: 'ingress-nginx reads these annotations as whole numbers. It ignores `10s` and falls back to its default: a timeout of 60 seconds, or none at all for the retries.',
    remedy: 'Write the seconds as a quoted number: `"10"`.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'kcp'],
    messages: {
      number:
        "'{name}: {value}' is no whole number: ingress-nginx ignores it and uses its default. Write it without a unit, in quotes.",
    },
    examples: {
      bad: 'ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/proxy-next-upstream-timeout: 10s\n',
      good: 'ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/proxy-next-upstream-timeout: "10"\n',
    },
    sources: ['https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#custom-timeouts'],
    covers: ['S2-22', 'S2-38'],
    fix: 'safe',
  },
  *check(context) {
    for (const { name, node, path } of ownAnnotations(context, nginxPrefix)) {
      const unit = nginxIntegers.get(name);
      // Numbers that are not quoted are another rule's.
      if (unit === undefined || typeof node.value !== 'string' || parseNginxInteger(node.value) !== undefined) {
        continue;
      }
      const seconds = unit === 'seconds' ? inSeconds(node.value) : undefined;
      yield {
        path,
        message: 'number',
        data: { name: String(path.at(-1)), value: node.value },
        fixes: () =>
          seconds === undefined
            ? []
            : [
                {
                  title: `Write it in seconds: "${seconds}"`,
                  safety: 'safe',
                  operations: [{ op: 'set', path, value: String(seconds) }],
                },
              ],
      };
    }
  },
});
