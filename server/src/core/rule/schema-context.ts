import type { KeyIndex, MoveIndex } from '../schema/build.ts';
import type { SettingsSource } from '../schema/settings.ts';
import { nodeAt, type ValueNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import type { ValuesStack } from '../values/stack.ts';
import type { Finding } from './finding.ts';
import { placeOf } from './place.ts';
import type { Fix, ProfileName, Severity } from './rule.ts';

/** What all findings about a schema look at. */
export interface SchemaContext {
  readonly stack: ValuesStack;
  readonly settings: SettingsSource;
  readonly profile: ProfileName;
  readonly chartDefaults: ValueNode | undefined;
  /** The effective values below the prefix of the settings. */
  readonly root: ValueNode;
  readonly index: KeyIndex | undefined;
  readonly moves: MoveIndex | undefined;
}

export const noFixes = (): readonly Fix[] => [];

/** Whether one of the user's files wrote the value (or a value around it). */
export const isOwn = (stack: ValuesStack, path: Path): boolean =>
  stack.layers.some(layer => nodeAt(layer.root, path) !== undefined);

/** `path` (below the prefix) with the indexes of lists as numbers. */
export function numbered(root: ValueNode, path: Path): Path {
  let node: ValueNode | undefined = root;
  return path.map(segment => {
    const step = node?.kind === 'list' ? Number(segment) : String(segment);
    node = nodeAt(node, [step]);
    return step;
  });
}

/** A key that has no effect may be there for another version of the chart, except where it counts. */
export const severityOfIdleKey = (profile: ProfileName): Severity => (profile === 'production' ? 'error' : 'warning');

/** `path` counts from the root of the file. */
export function finding(
  code: string,
  severity: Severity,
  message: string,
  path: Path,
  part: 'key' | 'value',
  { stack }: SchemaContext,
): Finding {
  const site = placeOf(stack, path, part) ?? { uri: stack.layers.at(-1)?.uri ?? '', span: { start: 0, end: 0 } };
  return { code, severity, message, path, site, related: [], tags: [], fixes: noFixes, replaces: [] };
}
