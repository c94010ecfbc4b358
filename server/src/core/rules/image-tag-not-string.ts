import { isImage } from '../rule/images.ts';
import { mapAround, ownScalars } from '../rule/own-values.ts';
import { changesText, quoteSource } from '../rule/printed-numbers.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import type { ScalarNode } from '../values/node.ts';
import { formatPath } from '../values/path.ts';
import { formatFloat } from '../values/yaml11.ts';

export default defineRule({
  id: 'image-tag-not-string',
  meta: {
    summary: 'Quote tags and versions that look like numbers.',
    why: 'Helm reads a plain `1.10` as the number 1.1, `20240101` as 2.0240101e+07 and `007` as 7, and prints that. The image cannot be pulled, or an older one is.',
    remedy: 'Put the tag in quotes.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      number: "'{path}: {source}' is a number to Helm, which prints it as {printed}. Put it in quotes.",
      boolean: "'{path}: {source}' is {printed} to Helm (YAML 1.1), not text. Put it in quotes.",
    },
    examples: { bad: 'image:\n  tag: 1.10\n', good: 'image:\n  tag: "1.10"\n' },
    sources: ['https://helm.sh/docs/chart_best_practices/values/#make-types-clear'],
    covers: ['S4-27'],
    fix: 'safe',
    replaces: ['schema/type', 'yaml-number-exponent', 'yaml-octal', 'yaml-boolean-word'],
  },
  *check(context) {
    for (const node of candidates(context)) {
      const { value, source, path } = node;
      if (typeof value === 'boolean' || (typeof value === 'number' && changesText(node))) {
        yield {
          path,
          message: typeof value === 'boolean' ? 'boolean' : 'number',
          data: {
            path: formatPath(path),
            source,
            printed: typeof value === 'number' ? formatFloat(value) : String(value),
          },
          fixes: () => [quoteSource(node)],
        };
      }
    }
  },
});

/** Tags of images, and versions with a fraction: whole numbers are the versions of schemas and counters, too. */
const candidates = (context: RuleContext): readonly ScalarNode[] => [
  ...ownScalars(context, ['tag']).filter(({ path }) => {
    const map = mapAround(context, path);
    return map !== undefined && isImage(map, path);
  }),
  ...ownScalars(context, ['imageTag']),
  ...ownScalars(context, ['version', 'appVersion', 'targetRevision', 'kubernetesVersion']).filter(
    ({ value, source }) => typeof value === 'number' && source.includes('.'),
  ),
];
