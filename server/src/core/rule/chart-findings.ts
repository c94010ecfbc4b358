import type { ChartKnowledge } from '../analyze.ts';
import type { SettingsSource } from '../schema/settings.ts';
import { didYouMean, isOneLetterOff } from '../text/did-you-mean.ts';
import type { ValuesDocument } from '../values/document.ts';
import type { MapNode, ValueNode } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';
import type { ValuesStack } from '../values/stack.ts';
import type { Finding } from './finding.ts';
import { placeOf } from './place.ts';
import type { ProfileName, Severity } from './rule.ts';

interface Input {
  readonly stack: ValuesStack;
  readonly settings: SettingsSource;
  readonly chart: ChartKnowledge;
  readonly profile: ProfileName;
  /** Keys below which another product's settings stand. */
  readonly mounted: readonly string[];
}

/**
 * Of a chart at hand: keys that it does not know (in no default, comment, subchart or template), and settings that no
 * template reads. Where the templates cannot be followed nothing is said.
 */
export function chartFindings(input: Input): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const layer of input.stack.layers) {
    if (layer.root?.kind === 'map') {
      visit(layer.root, [], layer, input, seen, findings);
    }
  }
  return findings;
}

function visit(
  map: MapNode,
  path: Path,
  layer: ValuesDocument,
  input: Input,
  seen: Set<string>,
  findings: Finding[],
): void {
  const { chart, mounted } = input;
  for (const [name, { key, value }] of map.entries) {
    const child = [...path, name];
    const id = formatPath(child);
    if (
      seen.has(id) ||
      key.uri !== layer.uri ||
      isHolder(name) ||
      (path.length === 0 && (name === 'global' || mounted.includes(name)))
    ) {
      continue;
    }
    const strings = child.map(String);
    const known = chart.knows(strings);
    if (known === 'no' || (known === 'maybe' && isSlip(name, path, map, chart))) {
      seen.add(id);
      findings.push(unknownKey(child, map, known === 'maybe', input));
    } else if (known === 'yes' && chart.reads(strings) === 'no' && !isEmpty(value)) {
      seen.add(id);
      findings.push(unusedValue(child, input));
    } else if (value.kind === 'map') {
      visit(value, child, layer, input, seen, findings);
    }
  }
}

/** Keys such as `x-common` hold anchors for the rest of the file. */
const isHolder = (name: string): boolean => /^(x-|_|\.)/.test(name);

const isEmpty = (value: ValueNode): boolean => value.kind === 'map' && value.entries.size === 0;

/** Where the templates cannot be followed: one letter away from a setting that is not set here. */
function isSlip(name: string, parent: Path, map: MapNode, chart: ChartKnowledge): boolean {
  const near = name.length < 5 ? undefined : didYouMean(name, chart.keysAt(parent.map(String)), 1)[0];
  return (
    near !== undefined &&
    !map.entries.has(near) &&
    Math.abs(near.length - name.length) <= 1 &&
    isOneLetterOff(name, near)
  );
}

function unknownKey(path: Path, map: MapNode, unsure: boolean, { stack, settings, chart, profile }: Input): Finding {
  const name = String(path.at(-1));
  const candidates = chart.keysAt(path.slice(0, -1).map(String)).filter(key => !map.entries.has(key));
  const near = didYouMean(name, candidates);
  const guess = near[0] === undefined ? '' : ` Did you mean '${near[0]}'?`;
  const severity: Severity = !unsure && (near.length > 0 || profile === 'production') ? 'error' : 'warning';
  return {
    ...finding(stack, path, 'schema/unknown-key', severity),
    message: `${settings.title} has no setting '${formatPath(path)}': ${unsure ? 'it is in no default, and no template that can be followed reads it' : 'it is in no default and no template. Helm ignores it without a word'}.${guess}`,
    tags: ['unnecessary'],
    fixes: () =>
      near.map(to => ({ title: `Rename to '${to}'`, safety: 'safe', operations: [{ op: 'rename', path, name: to }] })),
  };
}

function unusedValue(path: Path, { stack, settings }: Input): Finding {
  return {
    ...finding(stack, path, 'values/unused', 'info'),
    message: `No template of ${settings.title} reads '${formatPath(path)}': what you set here has no effect.`,
    tags: ['unnecessary'],
  };
}

function finding(stack: ValuesStack, path: Path, code: string, severity: Severity): Finding {
  const site = placeOf(stack, path, 'key') ?? { uri: stack.layers.at(-1)?.uri ?? '', span: { start: 0, end: 0 } };
  return { code, severity, message: '', path, site, related: [], tags: [], fixes: () => [], replaces: [] };
}
