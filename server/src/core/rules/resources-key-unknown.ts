import { defineRule, type RuleContext } from '../rule/rule.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import type { MapNode } from '../values/node.ts';

const sides = ['requests', 'limits', 'claims'];
const names = ['cpu', 'memory', 'ephemeral-storage'];
/** What people write for the names of resources, in lower case. */
const meant: Readonly<Record<string, string>> = {
  mem: 'memory',
  ram: 'memory',
  memory: 'memory',
  cpus: 'cpu',
  cpu: 'cpu',
  core: 'cpu',
  cores: 'cpu',
  ephemeralstorage: 'ephemeral-storage',
  disk: 'ephemeral-storage',
};

export default defineRule({
  id: 'resources-key-unknown',
  meta: {
    summary: 'Spell the keys of resources as Kubernetes does.',
    why: 'A misspelt key under `resources` is dropped without a word, and the container runs without the request or limit. A misspelt resource name is rejected.',
    remedy:
      'The keys are `requests` and `limits`; the resources `cpu`, `memory` and `ephemeral-storage`, or names with a domain, such as `nvidia.com/gpu`.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      side: "'{key}' is no key of resources: it has no effect. Did you mean '{right}'?",
      resource: "'{key}' is no resource that containers have: Kubernetes rejects it. Did you mean '{right}'?",
    },
    examples: {
      bad: 'resources:\n  requests:\n    mem: 512Mi\n',
      good: 'resources:\n  requests:\n    memory: 512Mi\n    nvidia.com/gpu: 1\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
    fix: 'safe',
    replaces: ['schema/unknown-key'],
  },
  *check(context) {
    for (const block of blocks(context)) {
      for (const [key, { value }] of block.entries) {
        const path = [...block.path, key];
        const right = sides.includes(key) || value.kind !== 'map' ? undefined : near(key, sides);
        if (right !== undefined && !block.entries.has(right) && context.isOwn(path)) {
          yield { path, part: 'key', message: 'side', data: { key, right }, fixes: () => [renameTo(right, path)] };
        }
        for (const name of (key === 'requests' || key === 'limits') && value.kind === 'map'
          ? value.entries.keys()
          : []) {
          const at = [...path, name];
          const known = names.includes(name) ? undefined : resourceNear(name);
          if (known !== undefined && context.isOwn(at) && value.kind === 'map' && !value.entries.has(known)) {
            yield {
              path: at,
              part: 'key',
              message: 'resource',
              data: { key: name, right: known },
              fixes: () => [renameTo(known, at)],
            };
          }
        }
      }
    }
  },
});

const renameTo = (name: string, path: MapNode['path']) => ({
  title: `Rename to '${name}'`,
  safety: 'safe' as const,
  operations: [{ op: 'rename' as const, path, name }],
});

/** Maps under `resources` that are those of a container: something in them holds CPU or memory. */
const blocks = ({ select }: RuleContext): readonly MapNode[] =>
  select('**.resources').flatMap(node =>
    node.kind === 'map' &&
    [...node.entries.values()].some(
      ({ value }) =>
        value.kind === 'map' &&
        [...value.entries.keys()].some(name => resourceNear(name) !== undefined || names.includes(name)),
    )
      ? [node]
      : [],
  );

const near = (key: string, candidates: readonly string[]): string | undefined => didYouMean(key, candidates, 1)[0];

/** The resource that a name without a domain stands for; undefined for names that are, or may be, something else. */
function resourceNear(name: string): string | undefined {
  const folded = name.toLowerCase().replace(/[-_]/g, '');
  return name.includes('/') || names.includes(name)
    ? undefined
    : Object.hasOwn(meant, folded)
      ? meant[folded]
      : undefined;
}
