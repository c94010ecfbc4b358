import { allOwnScalars } from '../rule/own-values.ts';
import { changesText, quoteSource } from '../rule/printed-numbers.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import { nodeAt, type ScalarNode } from '../values/node.ts';
import { formatPath } from '../values/path.ts';
import { formatFloat } from '../values/yaml11.ts';

/** Keys whose numbers are names: nobody calculates with them. */
const identifiers = /(?:^id|Id|ID|_id|[aA]ccount|[pP]roject|[tT]enant|[nN]umber|[tT]ag|[hH]ash|[pP]hone|[zZ]one)$/;

export default defineRule({
  id: 'yaml-number-exponent',
  meta: {
    summary: 'Quote identifiers that are long numbers.',
    why: 'Helm keeps every number as a float, and templates print one from a million upward with an exponent: the account `123456789012` becomes `1.23456789012e+11`.',
    remedy: 'Put it in quotes.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      exponent:
        "'{path}: {source}' is a number to Helm, which prints it as {printed}. It is an identifier: put it in quotes.",
    },
    examples: { bad: 'aws:\n  accountId: 123456789012\n', good: 'aws:\n  accountId: "123456789012"\n' },
    sources: ['https://helm.sh/docs/chart_best_practices/values/#make-types-clear'],
    fix: 'safe',
  },
  *check(context) {
    for (const node of allOwnScalars(context)) {
      const { value, source, path } = node;
      if (
        typeof value !== 'number' ||
        !/^\d{7,}$/.test(source) ||
        !changesText(node) ||
        !identifiers.test(String(path.at(-1))) ||
        isHandled(context, node)
      ) {
        continue;
      }
      yield {
        path,
        message: 'exponent',
        data: { path: formatPath(path), source, printed: formatFloat(value) },
        fixes: () => [quoteSource(node)],
      };
    }
  },
});

/** A default of that size: the chart prints it as it should. User and group ids of a security context are numbers to Kubernetes. */
function isHandled({ stack }: RuleContext, { path }: ScalarNode): boolean {
  const below = nodeAt(stack.defaults, path);
  return (
    (below?.kind === 'scalar' && typeof below.value === 'number' && below.value >= 1_000_000) ||
    path.some(segment => /securityContext|^(?:run|fs)As?|uid|gid/i.test(String(segment)))
  );
}
