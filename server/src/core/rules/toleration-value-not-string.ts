import { defineRule } from '../rule/rule.ts';
import { ownTolerations } from '../rule/tolerations.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'toleration-value-not-string',
  meta: {
    summary: 'Quote toleration keys and values that YAML reads as booleans or numbers.',
    why: 'Charts print tolerations as they are, and Kubernetes takes only text for key and value: `true`, `1`, and the YAML 1.1 words `on`, `off`, `yes` and `no` arrive as booleans or numbers, and the pod is rejected.',
    remedy: 'Put it in quotes.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      type: "'{path}' is a {type} to Helm ({source}): Kubernetes takes only text here and rejects the pod. Put it in quotes.",
    },
    examples: {
      bad: 'tolerations:\n  - key: dedicated\n    operator: Equal\n    value: true\n',
      good: 'tolerations:\n  - key: dedicated\n    operator: Equal\n    value: "true"\n',
    },
    sources: [
      'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
      'https://helm.sh/docs/chart_best_practices/values/',
    ],
    fix: 'safe',
    replaces: ['schema/type'],
  },
  *check(context) {
    for (const { item, path } of ownTolerations(context)) {
      for (const name of ['key', 'value']) {
        const node = item.entries.get(name)?.value;
        if (node?.kind !== 'scalar' || (typeof node.value !== 'boolean' && typeof node.value !== 'number')) {
          continue;
        }
        yield {
          path: [...path, name],
          message: 'type',
          data: { path: formatPath([...path, name]), type: typeof node.value, source: node.source },
          fixes: () => [
            {
              title: `Quote it: "${node.source}"`,
              safety: 'safe',
              operations: [{ op: 'rewrite', path: [...path, name], text: JSON.stringify(node.source) }],
            },
          ],
        };
      }
    }
  },
});
