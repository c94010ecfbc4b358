import type { Analysis } from '../analyze.ts';
import type { JsonValue } from '../product/table.ts';
import { isSecretName } from '../rule/schema-findings.ts';
import type { Span } from '../text/span.ts';
import type { ValuesDocument } from '../values/document.ts';
import { type Entry, entryAt, nodeAt, toJson, type ValueNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import { renderInline } from '../values/render.ts';
import { readLine, subchartSchemas } from './chart-setting.ts';
import { guideNotesAt } from './guide-notes.ts';
import { originsOf, originText } from './origin.ts';
import { placeAt } from './place-at.ts';
import { describeSetting, settingMarkdown } from './setting.ts';
import { settingPlace } from './setting-at.ts';

export interface HoverText {
  readonly markdown: string;
  readonly span: Span;
}

type NameOf = (uri: string) => string;

/** What there is to say about the setting under the cursor; undefined where nothing is known. */
export function hoverAt(
  analysis: Analysis,
  document: ValuesDocument,
  offset: number,
  nameOf: NameOf,
): HoverText | undefined {
  const place = placeAt(document.root, offset);
  const setting = place && settingPlace(analysis.snapshot, place.path);
  if (!place || !setting) {
    return undefined;
  }
  const described = describeSetting(setting.source, setting.path, subchartSchemas(analysis, place.path));
  const read = setting.source.table ? undefined : readLine(analysis, place.path);
  const notes = guideNotesAt(setting.source.chart.family, setting.path).map(({ text }) => text);
  const about = [described && settingMarkdown(described), read, ...notes]
    .filter(line => line !== undefined)
    .join('\n\n');
  const parts = [about, effectiveText(analysis, place.path, nameOf) ?? ''].filter(part => part !== '');
  return parts.length === 0 ? undefined : { markdown: parts.join('\n\n---\n\n'), span: place.span };
}

/** The effective value, the line that sets it, and what it hides in the files below; undefined where there is one place only. */
function effectiveText({ snapshot: { stack } }: Analysis, path: Path, nameOf: NameOf): string | undefined {
  const node = nodeAt(stack.effective, path);
  const entry = entryAt(stack.effective, path);
  const origin = originsOf(stack, nameOf);
  if (!node || (node.kind === 'map' && node.entries.size > 0)) {
    return undefined;
  }
  const below = entry ? layersBelow(entry) : [];
  if (below.length === 0 && stack.layers.length < 2) {
    return undefined;
  }
  const lines = below.map(({ value }) => `- over ${shown(value)} in ${originText(origin(value.site))}`);
  return [
    `Effective value: ${shown(node)}, set in ${originText(origin(node.site))}`,
    ...(lines.length > 0 ? [lines.join('\n')] : []),
  ].join('\n\n');
}

function layersBelow(entry: Entry): readonly Entry[] {
  const layers: Entry[] = [];
  for (let below = entry.below; below; below = below.below) {
    layers.push(below);
  }
  return layers;
}

const longest = 80;

function shown(node: ValueNode): string {
  if (
    node.kind === 'scalar' &&
    node.value !== null &&
    node.value !== '' &&
    node.path.some(segment => isSecretName(String(segment)))
  ) {
    return '`••••`';
  }
  if (node.kind === 'map' && node.entries.size > 0) {
    return `a map of ${node.entries.size}`;
  }
  const text = renderInline(toJson(node) as JsonValue).replace(/\s+/g, ' ');
  const holdsSecrets = node.kind === 'list' && node.path.some(segment => isSecretName(String(segment)));
  return text.length > longest || holdsSecrets
    ? node.kind === 'list'
      ? `a list of ${node.items.length}`
      : code(`${text.slice(0, longest)}…`)
    : code(text);
}

const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);
