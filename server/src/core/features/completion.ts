import type { Analysis } from '../analyze.ts';
import { schemasAt } from '../schema/cursor.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import { nodeAt } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import { renderInline, renderKey } from '../values/render.ts';
import type { CompletionContext } from './completion-context.ts';
import { type FittingSnippet, fittingSnippets, type Snippet } from './context-snippets.ts';
import { keyBody } from './key-body.ts';
import { type SettingPlace, settingPlace } from './setting-at.ts';
import { literal } from './snippet-text.ts';
import { isLabelItem, nodeKeys, nodeValues } from './taint-completion.ts';

export interface Proposal {
  readonly kind: 'key' | 'value' | 'snippet';
  readonly label: string;
  /** In snippet syntax; lines after the first are indented from the key on. */
  readonly body: string;
  /** Proposals are shown in this order, then by label. */
  readonly rank: number;
  readonly detail: string | undefined;
  readonly deprecated: boolean;
  /** What is matched against what is typed, where it is not the label. */
  readonly filter?: string;
  /** Absolute; of the setting whose documentation belongs to it. */
  readonly path: Path;
}

/** What the schema says can stand at the cursor, as a schema-driven completion engine lists it. */
export type Candidates = (place: SettingPlace) => Promise<readonly string[]>;

/** What can be typed at the cursor: no key twice, what matters most first. */
export async function proposals(
  analysis: Analysis,
  context: CompletionContext,
  candidates: Candidates,
  snippets: readonly Snippet[],
): Promise<readonly Proposal[]> {
  const place = settingPlace(analysis.snapshot, context.path);
  if (!place) {
    return [];
  }
  const found = await candidates(place);
  return context.kind === 'value' || isLabelItem(context.path)
    ? valueProposals(analysis, context, place, found)
    : keyProposals(analysis, context, place, found, snippets);
}

function keyProposals(
  analysis: Analysis,
  context: CompletionContext,
  place: SettingPlace,
  found: readonly string[],
  snippets: readonly Snippet[],
): readonly Proposal[] {
  const schemas = schemasAt(place.source.schema, place.path);
  const required = new Set(schemas.flatMap(schema => schema.required ?? []));
  const names = new Set([
    ...found,
    ...keysBelow(analysis, context.path, schemas),
    ...nodeKeys(analysis.snapshot.taints, context.path),
  ]);
  const keys = [...names]
    .filter(name => !context.present.has(name))
    .map(name => {
      const own = schemasAt(place.source.schema, [...place.path, name]);
      return keyProposal(name, own, required.has(name), context, place.source.schema);
    });
  const blocks = context.named ? [] : fittingSnippets(snippets, context, place);
  return [...keys, ...blocks.map(block => snippetProposal(block, context))];
}

/** Keys that the chart's defaults have, or, of a chart nobody has described, the files below this one. */
function keysBelow({ snapshot: { stack } }: Analysis, path: Path, schemas: readonly JsonSchema[]): readonly string[] {
  const known = schemas.some(schema => schema.properties !== undefined);
  const defaults = nodeAt(stack.defaults, path);
  const below = known ? undefined : nodeAt(stack.effective, path);
  return [defaults, below].flatMap(node =>
    node?.kind === 'map'
      ? [...node.entries]
          .filter(([, entry]) => node === defaults || entry.key.uri !== stack.layers.at(-1)?.uri)
          .map(([name]) => name)
      : [],
  );
}

function keyProposal(
  name: string,
  schemas: readonly JsonSchema[],
  required: boolean,
  context: CompletionContext,
  root: JsonSchema,
): Proposal {
  const deprecated = schemas.some(schema => schema.deprecated === true || schema.deprecationMessage !== undefined);
  const advice = schemas.find(schema => schema['x-production'])?.['x-production'];
  const unused = schemas.some(schema => schema['x-unused'] === true);
  return {
    kind: 'key',
    label: name,
    body: context.named ? literal(renderKey(name)) : keyBody(name, schemas, root),
    rank: deprecated || unused ? 8 : required ? 1 : schemas.some(matters) ? 2 : 4,
    detail: required ? 'required' : advice ? 'matters in production' : undefined,
    deprecated,
    path: [...context.path, name],
  };
}

/** The setting, or one in it, has advice for production. */
const matters = (schema: JsonSchema): boolean =>
  schema['x-production'] !== undefined || Object.values(schema.properties ?? {}).some(matters);

function snippetProposal({ snippet, body, keys }: FittingSnippet, context: CompletionContext): Proposal {
  return {
    kind: 'snippet',
    label: snippet.title,
    body,
    rank: 5,
    detail: snippet.description,
    deprecated: false,
    filter: `${keys[0] ?? ''} ${snippet.prefix}`,
    path: context.path,
  };
}

function valueProposals(
  analysis: Analysis,
  context: CompletionContext,
  { source, path }: SettingPlace,
  found: readonly string[],
): readonly Proposal[] {
  const schemas = schemasAt(source.schema, path);
  const wanted = schemas.find(schema => schema['x-production']?.value !== undefined)?.['x-production']?.value;
  const standard = schemas.find(schema => schema.default !== undefined)?.default;
  const advised = scalarText(wanted);
  const usual = scalarText(standard);
  const values = new Set([
    ...(advised === undefined ? [] : [advised]),
    ...(usual === undefined ? [] : [usual]),
    ...found,
    ...nodeValues(analysis.snapshot.taints, analysis.snapshot.stack.effective, context.path).map(value =>
      renderInline(value),
    ),
  ]);
  return [...values]
    .filter(value => !['', 'null', '""', "''", '[]', '{}'].includes(value))
    .map(value => ({
      kind: 'value',
      label: value,
      body: literal(value),
      rank: value === advised ? 1 : value === usual ? 2 : 3,
      detail: value === advised ? 'in production' : value === usual ? 'default' : undefined,
      deprecated: false,
      path: context.path,
    }));
}

const scalarText = (value: JsonSchema['default']): string | undefined =>
  value === null || value === undefined || typeof value === 'object' ? undefined : renderInline(value);
