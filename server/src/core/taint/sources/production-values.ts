import { type Findings, type FoundTaint, nothingFound } from '../finding.ts';
import { effectOf, readTaintString } from '../notation.ts';
import { isTemplated } from '../template.ts';
import { type Datum, fieldOf, type TextDatum, textOf } from '../tree/datum.ts';
import { readYaml } from '../tree/yaml.ts';

export const isConfigurationFile = (uri: string): boolean => /(?:^|\/)\.production-values\.ya?ml$/.test(uri);

/** The entries of `taints:` in `.production-values.yaml` that are globs of further sources. */
export function taintGlobs(text: string): readonly string[] {
  return entriesOf(text).flatMap(entry =>
    entry.kind === 'text' && !isLiteral(entry) && entry.value !== '' ? [entry.value] : [],
  );
}

/** The literal ones: `key=value:Effect`, or a map with `key`, `value`, `effect`, and if need be `pool` and `labels`. */
export function readProductionValues(text: string): Findings {
  const parts = entriesOf(text).flatMap((entry, index) => literalTaint(entry, index) ?? []);
  return { ...nothingFound, taints: parts.map(part => part.taint), labels: parts.flatMap(part => part.labels) };
}

function entriesOf(text: string): readonly Datum[] {
  const [document] = readYaml(text);
  const taints = fieldOf(document?.root, 'taints');
  return taints?.kind === 'list' ? taints.items : taints?.kind === 'text' ? [taints] : [];
}

function isLiteral(entry: TextDatum): boolean {
  const taint = readTaintString(entry.value);
  return taint !== undefined && taint.effect !== null && !taint.removal;
}

function literalTaint(entry: Datum, index: number): { taint: FoundTaint; labels: Findings['labels'] } | undefined {
  const group = `entry ${index}`;
  const common = { startup: false, removal: false, source: 'production-values' as const };
  if (entry.kind === 'text') {
    const taint = isLiteral(entry) ? readTaintString(entry.value) : undefined;
    return (
      taint && { taint: { ...taint, ...common, at: entry.span, entry: entry.span, pool: null, group }, labels: [] }
    );
  }
  const key = fieldOf(entry, 'key');
  const name = textOf(key);
  const effect = effectOf(textOf(fieldOf(entry, 'effect')) ?? '');
  if (key === undefined || name === undefined || effect === null) {
    return undefined;
  }
  const value = textOf(fieldOf(entry, 'value')) ?? null;
  const pool = textOf(fieldOf(entry, 'pool')) ?? null;
  const taint = {
    ...common,
    key: name,
    value,
    effect,
    at: key.span,
    entry: entry.span,
    templated: isTemplated(name + (value ?? '')),
    pool,
    group,
  };
  return { taint, labels: labelsIn(entry, pool, group) };
}

function labelsIn(entry: Datum, pool: string | null, group: string): Findings['labels'] {
  const labels = fieldOf(entry, 'labels');
  return labels?.kind !== 'map'
    ? []
    : labels.entries.flatMap(label =>
        label.value.kind === 'text'
          ? [
              {
                key: label.name,
                value: label.value.value,
                at: label.nameSpan,
                templated: label.value.templated,
                origin: 'label' as const,
                source: 'production-values' as const,
                pool,
                group,
              },
            ]
          : [],
      );
}
