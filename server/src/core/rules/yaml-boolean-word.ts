import { allOwnScalars } from '../rule/own-values.ts';
import { quoteSource } from '../rule/printed-numbers.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import { nodeAt, type ScalarNode } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

/** What YAML 1.2 and most editors read as text, and Helm as a boolean. */
const word = /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/;

export default defineRule({
  id: 'yaml-boolean-word',
  meta: {
    summary: 'Quote yes, no, on and off where text is meant.',
    why: 'Helm reads YAML 1.1, where these words are booleans: the country `no` becomes false, the mode `off` too. Most editors read YAML 1.2 and show text.',
    remedy: 'Put the word in quotes.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      default: "'{path}: {source}' is {value} to Helm (YAML 1.1), and the chart's default is text. Put it in quotes.",
      list: "'{path}: {source}' is {value} to Helm (YAML 1.1), and the other items are text. Put it in quotes.",
    },
    examples: {
      bad: 'countries:\n  - de\n  - no\n  - se\n',
      good: 'countries:\n  - de\n  - "no"\n  - se\n',
    },
    sources: ['https://helm.sh/docs/chart_best_practices/values/#make-types-clear', 'https://yaml.org/type/bool.html'],
    fix: 'safe',
    replaces: ['schema/type'],
  },
  *check(context) {
    for (const node of allOwnScalars(context)) {
      const message = node.style === 'plain' && word.test(node.source) ? meantAsText(context, node) : undefined;
      if (message === undefined) {
        continue;
      }
      yield {
        path: node.path,
        message,
        data: { path: formatPath(node.path), source: node.source, value: String(node.value) },
        fixes: () => [quoteSource(node)],
      };
    }
  },
});

/** Only the default, or the items around it, tell that text is meant. */
function meantAsText({ stack, at }: RuleContext, { path }: ScalarNode): 'default' | 'list' | undefined {
  const below = nodeAt(stack.defaults, path);
  if (typeof path.at(-1) === 'string') {
    return below?.kind === 'scalar' && typeof below.value === 'string' && below.value !== '' ? 'default' : undefined;
  }
  const list = at(path.slice(0, -1));
  const others = list?.kind === 'list' ? list.items.filter(item => item.path.at(-1) !== path.at(-1)) : [];
  const texts = others.filter(item => item.kind === 'scalar' && typeof item.value === 'string');
  return others.length > 0 && texts.length === others.length ? 'list' : undefined;
}
