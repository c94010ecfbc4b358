import { allOwnScalars } from '../rule/own-values.ts';
import { quoteSource } from '../rule/printed-numbers.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

/** Modes of files are octal, and meant so. */
const modes = /mode|umask|permission|chmod/i;

export default defineRule({
  id: 'yaml-octal',
  meta: {
    summary: 'Quote numbers with leading zeros.',
    why: 'Helm reads a plain number with a leading zero as octal: `0123` is 83. A postal code, a phone number or a build number arrives as another one.',
    remedy: 'Put it in quotes, or drop the zero.',
    severity: 'info',
    mode: 'L',
    profile: 'default',
    products: ['helm'],
    messages: {
      octal: "'{path}: {source}' is octal to Helm, which reads {value}. Put it in quotes, or drop the zero.",
    },
    examples: { bad: 'build: 0123\n', good: 'build: "0123"\n' },
    sources: ['https://yaml.org/type/int.html'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const node of allOwnScalars(context)) {
      const { value, source, path, style } = node;
      if (
        style !== 'plain' ||
        typeof value !== 'number' ||
        !/^[+-]?0\d+$/.test(source) ||
        Number(source) === value ||
        path.some(segment => modes.test(String(segment)))
      ) {
        continue;
      }
      yield {
        path,
        message: 'octal',
        data: { path: formatPath(path), source, value },
        fixes: () => [{ ...quoteSource(node), safety: 'unsafe' }],
      };
    }
  },
});
