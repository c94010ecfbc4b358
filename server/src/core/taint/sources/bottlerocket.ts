import type { Findings, FoundLabel, FoundTaint } from '../finding.ts';
import { isTaintKey, readValueAndEffect } from '../notation.ts';
import { isOnlyTemplate, isTemplated } from '../template.ts';

/**
 * Bottlerocket's settings in TOML, wherever they are embedded (user data in Terraform, in a node class, in a guide):
 * `[settings.kubernetes.node-taints]` with `key = "value:Effect"` or `key = ["value:Effect"]`, and `node-labels` likewise.
 */
export function readBottlerocket(text: string): Findings {
  if (!/settings\.kubernetes\.node-(?:taints|labels)/.test(text)) {
    return { taints: [], labels: [], pools: [] };
  }
  const taints: FoundTaint[] = [];
  const labels: FoundLabel[] = [];
  let section = '';
  let offset = 0;
  for (const line of text.split('\n')) {
    const header = /^\s*\[+\s*([\w."'-]+)\s*\]+\s*$/.exec(line);
    section = header?.[1]?.replace(/["']/g, '') ?? (/^\s*(?:EOT|EOF|\w+:)\s*$/.test(line) ? '' : section);
    const field = header || line.length > 2000 ? undefined : fieldOf(line, section);
    if (section === `${PREFIX}node-taints` && isOnlyTemplate(line)) {
      taints.push(unknownTaint(offset + line.search(/\S/), offset + line.length));
    } else if (field?.table === 'node-taints') {
      taints.push(...taintsIn(field, offset));
    } else if (field?.table === 'node-labels') {
      labels.push(...labelsIn(field, offset));
    }
    offset += line.length + 1;
  }
  return { taints, labels, pools: [] };
}

interface Field {
  readonly table: string;
  readonly key: string;
  readonly at: number;
  readonly value: string;
}

const PREFIX = 'settings.kubernetes.';

/** `"key" = "value"` within a section, or `settings.kubernetes.node-taints."key" = "value"` in full. */
function fieldOf(line: string, section: string): Field | undefined {
  const match = /^(\s*)((?:[\w-]+\.)*)("[^"]*"|'[^']*'|[\w./-]+)\s*=\s*(\S.*?)\s*$/.exec(line);
  const key = match?.[3]?.replace(/^["']|["']$/g, '');
  if (!match || key === undefined) {
    return undefined;
  }
  const table = section === '' ? (match[2] ?? '').replace(/\.$/, '') : section;
  const at = (match[1] ?? '').length + (match[2] ?? '').length + (/^["']/.test(match[3] ?? '') ? 1 : 0);
  return table.startsWith(PREFIX) ? { table: table.slice(PREFIX.length), key, at, value: match[4] ?? '' } : undefined;
}

/** One string or several in a list; bare words too, which TOML refuses but people write. */
const stringsIn = (value: string): readonly string[] =>
  /["']/.test(value)
    ? [...value.matchAll(/"([^"]*)"|'([^']*)'/g)].map(match => match[1] ?? match[2] ?? '')
    : [value.replace(/\s+#.*$/, '')];

function taintsIn(field: Field, offset: number): readonly FoundTaint[] {
  const at = { start: offset + field.at, end: offset + field.at + field.key.length };
  return stringsIn(field.value).flatMap(text => {
    const rest = isTaintKey(field.key) ? readValueAndEffect(text) : undefined;
    return rest
      ? [
          {
            ...rest,
            templated: rest.templated || isTemplated(field.key),
            key: field.key,
            at,
            entry: at,
            startup: false,
            removal: false,
            source: 'other' as const,
            pool: null,
            group: 'bottlerocket',
          },
        ]
      : [];
  });
}

/** The whole table is filled in by another tool. */
const unknownTaint = (start: number, end: number): FoundTaint => ({
  key: null,
  value: null,
  effect: null,
  at: { start, end },
  entry: { start, end },
  templated: true,
  startup: false,
  removal: false,
  source: 'other',
  pool: null,
  group: 'bottlerocket',
});

const labelsIn = (field: Field, offset: number): readonly FoundLabel[] =>
  stringsIn(field.value).map(value => ({
    key: field.key,
    value,
    at: { start: offset + field.at, end: offset + field.at + field.key.length },
    templated: isTemplated(value),
    origin: 'label',
    source: 'other',
    pool: null,
    group: 'bottlerocket',
  }));
