import { allOwnScalars } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'helm-quoted-number',
  meta: {
    summary: 'Write numbers without quotes where the chart has numbers.',
    why: 'A quoted number is text. It works where the template prints it, and fails where the template passes the block on with `toYaml` or calculates with it. An opinion: most templates print it.',
    remedy: 'Take the quotes off.',
    severity: 'info',
    mode: 'E',
    profile: 'default',
    optIn: true,
    products: ['helm'],
    messages: {
      quoted: "'{path}' is text, and the chart's default is the number {default}. Take the quotes off.",
    },
    examples: {
      bad: { defaults: 'replicas: 1\n', values: 'replicas: "2"\n' },
      good: { defaults: 'replicas: 1\n', values: 'replicas: 2\n' },
    },
    sources: ['https://helm.sh/docs/chart_best_practices/values/#make-types-clear'],
    fix: 'safe',
  },
  *check(context) {
    for (const { path, value } of allOwnScalars(context)) {
      const below = nodeAt(context.stack.defaults, path);
      const isQuoted = typeof value === 'string' && /^(?:0|[1-9]\d{0,14})$/.test(value);
      if (!isQuoted || below?.kind !== 'scalar' || typeof below.value !== 'number') {
        continue;
      }
      yield {
        path,
        message: 'quoted',
        data: { path: formatPath(path), default: below.value },
        fixes: () => [
          { title: `Write ${value}`, safety: 'safe', operations: [{ op: 'set', path, value: Number(value) }] },
        ],
      };
    }
  },
});
