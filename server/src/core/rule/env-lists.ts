import type { MapNode, ScalarNode } from '../values/node.ts';
import { scalarIn } from './own-values.ts';
import type { RuleContext } from './rule.ts';

/** A list of environment variables, as Kubernetes has it. */
export interface EnvList {
  readonly items: readonly { readonly node: MapNode; readonly name: ScalarNode }[];
}

const names = [
  'env',
  'extraEnv',
  'extraEnvs',
  'extraEnvVars',
  'envVars',
  'additionalEnv',
  'environment',
  'environmentVariables',
];

/** The lists whose items have a name and a value or where it comes from, of the user's own files. */
export const ownEnvLists = ({ once }: RuleContext): readonly EnvList[] => once(readEnvLists);

const readEnvLists = ({ select, isOwn }: RuleContext): readonly EnvList[] =>
  names
    .flatMap(name => select(`**.${name}`))
    .flatMap(list => {
      if (list.kind !== 'list' || !isOwn(list.path)) {
        return [];
      }
      const items = list.items.flatMap(node => {
        const name = scalarIn(node, 'name');
        return node.kind === 'map' &&
          typeof name?.value === 'string' &&
          (node.entries.has('value') || node.entries.has('valueFrom'))
          ? [{ node, name }]
          : [];
      });
      return items.length > 0 ? [{ items }] : [];
    });
