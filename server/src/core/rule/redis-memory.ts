import { isTemplated, type ScalarNode } from '../values/node.ts';
import type { RuleContext } from './rule.ts';

/** The `maxmemory` of a Redis, as a key of its own or as a line of its configuration. */
export interface MaxMemory {
  readonly node: ScalarNode;
  readonly text: string;
  /** The key holds nothing else, so it can be replaced. */
  readonly alone: boolean;
}

const configKeys = [
  'configuration',
  'commonConfiguration',
  'config',
  'redisConfig',
  'customConfig',
  'extraConfig',
  'redis.conf',
];

/** The limits that the values set, chart defaults among them. */
export const maxMemories = ({ once }: RuleContext): readonly MaxMemory[] => once(readMaxMemories);

function readMaxMemories({ select }: RuleContext): readonly MaxMemory[] {
  const keys = ['maxmemory', 'maxMemory'].flatMap(name => select(`**.${name}`));
  const files = select('**').filter(
    node => node.kind === 'scalar' && node.style === 'block' && configKeys.includes(String(node.path.at(-1))),
  );
  return [
    ...keys.flatMap(node =>
      isText(node) && node.path.slice(0, -1).some(segment => /redis|valkey|keydb|config|cache/i.test(String(segment)))
        ? [{ node, text: String(node.value), alone: true }]
        : [],
    ),
    ...files.flatMap(node => {
      const line = isText(node) ? /^[ \t]*maxmemory[ \t]+(\S{1,40})[ \t]*$/im.exec(String(node.value)) : undefined;
      return line?.[1] !== undefined && isText(node) ? [{ node, text: line[1], alone: false }] : [];
    }),
  ];
}

const isText = (node: { readonly kind: string }): node is ScalarNode => {
  const scalar = node as ScalarNode;
  return (
    node.kind === 'scalar' &&
    !isTemplated(scalar) &&
    (typeof scalar.value === 'number' || (typeof scalar.value === 'string' && scalar.value !== ''))
  );
};
