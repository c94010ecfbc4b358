import type { ScalarNode } from '../values/node.ts';
import { formatFloat } from '../values/yaml11.ts';
import type { Fix } from './rule.ts';

/** Whether Helm prints a number in another way than the file writes it. */
export const changesText = ({ value, source, style }: ScalarNode): boolean =>
  style === 'plain' && typeof value === 'number' && formatFloat(value) !== source;

/** Keeps what the file says, as text. */
export const quoteSource = ({ path, source }: ScalarNode): Fix => ({
  title: `Quote it: "${source}"`,
  safety: 'safe',
  operations: [{ op: 'rewrite', path, text: JSON.stringify(source) }],
});
