import { parseNginxInteger } from '../kit/nginx-integer.ts';
import { inSeconds } from '../rule/nginx-seconds.ts';
import { defineRule } from '../rule/rule.ts';
import { isTemplated } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

/** Keys of the controller's ConfigMap that hold whole numbers; true: of seconds. */
const integers: ReadonlyMap<string, boolean> = new Map([
  ['upstream-keepalive-connections', false],
  ['upstream-keepalive-timeout', true],
  ['upstream-keepalive-requests', false],
  ['keep-alive', true],
  ['keep-alive-requests', false],
  ['proxy-connect-timeout', true],
  ['proxy-read-timeout', true],
  ['proxy-send-timeout', true],
  ['proxy-next-upstream-timeout', true],
  ['proxy-next-upstream-tries', false],
  ['client-header-timeout', true],
  ['client-body-timeout', true],
  ['max-worker-connections', false],
  ['max-worker-open-files', false],
  ['limit-req-status-code', false],
  ['limit-conn-status-code', false],
  ['http2-max-concurrent-streams', false],
  ['http-redirect-code', false],
]);

export default defineRule({
  id: 'ingress-nginx-config-value',
  meta: {
    summary: 'Write the numbers of the ingress-nginx ConfigMap without a unit.',
    why: 'The controller reads these keys as whole numbers. It logs a value such as `60s` once and goes on with its default.',
    remedy: 'Write the seconds as a quoted number: `"60"`.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm'],
    messages: {
      number:
        "'{path}: {value}' is no whole number: ingress-nginx ignores it and uses its default. Write it without a unit, in quotes.",
    },
    examples: {
      bad: 'controller:\n  config:\n    upstream-keepalive-timeout: 60s\n',
      good: 'controller:\n  config:\n    upstream-keepalive-timeout: "60"\n',
    },
    sources: ['https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/'],
    covers: ['S2-22'],
    fix: 'safe',
  },
  *check(context) {
    for (const map of context.select('**.controller.config')) {
      for (const [name, { value: node }] of map.kind === 'map' ? map.entries : []) {
        const path = [...map.path, name];
        const isSeconds = integers.get(name);
        if (
          isSeconds === undefined ||
          node.kind !== 'scalar' ||
          typeof node.value !== 'string' ||
          isTemplated(node) ||
          !context.isOwn(path) ||
          parseNginxInteger(node.value) !== undefined
        ) {
          continue;
        }
        const seconds = isSeconds ? inSeconds(node.value) : undefined;
        yield {
          path,
          message: 'number',
          data: { path: formatPath(path), value: node.value },
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
    }
  },
});
