import type { JsonValue } from '../product/table.ts';
import { isSecretName } from '../rule/schema-findings.ts';
import { childrenOf, toJson, type ValueNode } from '../values/node.ts';
import { formatPath } from '../values/path.ts';
import { renderInline, renderKey } from '../values/render.ts';
import type { ValuesStack } from '../values/stack.ts';
import { type Origin, originsOf, originText } from './origin.ts';

export type { Origin } from './origin.ts';

type NameOf = (uri: string) => string;

/** The merged values and, by dotted path, the origin of each leaf. */
export function effectiveJson(
  stack: ValuesStack,
  nameOf: NameOf,
): { values: unknown; origins: Record<string, Origin> } {
  const origin = originsOf(stack, nameOf);
  const origins: Record<string, Origin> = {};
  for (const node of leaves(stack.effective)) {
    Object.defineProperty(origins, formatPath(node.path), { value: origin(node.site), enumerable: true });
  }
  return { values: toJson(stack.effective) ?? {}, origins };
}

/** The merged values as YAML, each leaf with `# file:line` at its end. Values that look like secrets are hidden when `hide` is set. */
export function effectiveYaml(stack: ValuesStack, nameOf: NameOf, hide = false): string {
  const origin = originsOf(stack, nameOf);
  const lines: string[] = [];
  const note = (node: ValueNode) => `# ${originText(origin(node.site))}`;
  const scalar = (node: ValueNode) =>
    hide &&
    node.kind === 'scalar' &&
    typeof node.value === 'string' &&
    node.value !== '' &&
    node.path.some(segment => isSecretName(String(segment)))
      ? '"••••"'
      : renderInline(toJson(node) as JsonValue);
  const write = (node: ValueNode, lead: string, indent: string): void => {
    if (childrenOf(node).length === 0) {
      lines.push(`${lead}${lead.endsWith(' ') || lead === '' ? '' : ' '}${scalar(node)} ${note(node)}`);
    } else if (node.kind === 'map') {
      if (lead !== '' && !lead.endsWith('- ')) {
        lines.push(lead);
      }
      let first = lead.endsWith('- ');
      for (const [name, { value }] of node.entries) {
        write(value, `${first ? lead : indent}${renderKey(name)}:`, `${indent}  `);
        first = false;
      }
    } else if (node.kind === 'list') {
      if (lead !== '') {
        lines.push(lead.trimEnd());
      }
      for (const item of node.items) {
        write(item, `${indent}- `, `${indent}  `);
      }
    }
  };
  if (stack.effective) {
    write(stack.effective, '', '');
  }
  return lines.length === 0 ? '{}\n' : `${lines.join('\n')}\n`;
}

function* leaves(node: ValueNode | undefined): Iterable<ValueNode> {
  if (!node) {
    return;
  }
  const children = childrenOf(node);
  if (children.length === 0 && node.path.length > 0) {
    yield node;
  }
  for (const child of children) {
    yield* leaves(child);
  }
}
