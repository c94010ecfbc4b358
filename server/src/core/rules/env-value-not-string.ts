import { ownEnvLists } from '../rule/env-lists.ts';
import { quoteSource } from '../rule/printed-numbers.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'env-value-not-string',
  meta: {
    summary: 'Quote the values of environment variables.',
    why: 'Kubernetes takes only text there. Charts print these lists as they are, so a plain `8080`, `true` or `on` arrives as a number or boolean, and the pod is rejected.',
    remedy: 'Put the value in quotes.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      type: "'{path}' of {name} is a {type} to Helm: Kubernetes takes only text, and rejects the pod. Put it in quotes.",
    },
    examples: {
      bad: 'env:\n  - name: PORT\n    value: 8080\n',
      good: 'env:\n  - name: PORT\n    value: "8080"\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/'],
    covers: ['S4-27'],
    fix: 'safe',
    replaces: ['schema/type', 'yaml-number-exponent', 'yaml-octal', 'yaml-boolean-word'],
  },
  *check(context) {
    for (const { items } of ownEnvLists(context)) {
      for (const { node, name } of items) {
        const value = node.entries.get('value')?.value;
        if (value?.kind !== 'scalar' || (typeof value.value !== 'number' && typeof value.value !== 'boolean')) {
          continue;
        }
        yield {
          path: value.path,
          message: 'type',
          data: { path: formatPath(value.path), name: String(name.value), type: typeof value.value },
          fixes: () => [{ ...quoteSource(value), title: 'Put it in quotes' }],
        };
      }
    }
  },
});
