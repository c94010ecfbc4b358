import { defineRule } from '../rule/rule.ts';
import type { ValuesDocument } from '../values/document.ts';
import { nodeAt, type ValueNode, walk } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';

const word = /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/;

export default defineRule({
  id: 'yaml-boolean-key',
  meta: {
    summary: 'Quote keys that are words for true and false.',
    why: 'Helm reads YAML 1.1, where a plain key `on` or `y` is the boolean true: the value lands under the key "true", and nothing looks for it there.',
    remedy: 'Put the key in quotes.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      key: "The key '{source}' is '{name}' to Helm (YAML 1.1): nothing finds its value at '{path}'. Put the key in quotes.",
    },
    examples: { bad: 'position:\n  x: 1\n  y: 2\n', good: 'position:\n  x: 1\n  "y": 2\n' },
    sources: ['https://yaml.org/type/bool.html'],
    fix: 'safe',
    replaces: ['schema/unknown-key'],
  },
  *check({ stack, path: absolute }) {
    const prefix = absolute('');
    for (const layer of stack.layers) {
      for (const { path, source, name } of booleanKeys(layer, nodeAt(layer.root, prefix))) {
        yield {
          path,
          part: 'key',
          message: 'key',
          data: { source, name, path: formatPath([...path.slice(0, -1), source]) },
          fixes: () => [
            {
              title: `Quote the key: "${source}"`,
              safety: 'safe',
              operations: [{ op: 'rename', path, name: source }],
            },
          ],
        };
      }
    }
  },
});

interface BooleanKey {
  readonly path: Path;
  readonly source: string;
  readonly name: string;
}

function* booleanKeys(layer: ValuesDocument, root: ValueNode | undefined): Iterable<BooleanKey> {
  for (const node of root ? walk(root) : []) {
    for (const name of node.kind === 'map' && !node.shared ? ['true', 'false'] : []) {
      const key = node.kind === 'map' ? node.entries.get(name)?.key : undefined;
      const source = key?.uri === layer.uri ? layer.text.slice(key.span.start, key.span.end) : '';
      if (word.test(source)) {
        yield { path: [...node.path, name], source, name };
      }
    }
  }
}
