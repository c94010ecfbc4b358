import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Position,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Candidates, type Proposal, proposals } from '../core/features/completion.ts';
import type { CompletionContext } from '../core/features/completion-context.ts';
import type { Snippet } from '../core/features/context-snippets.ts';
import { partContext } from '../core/features/part-at.ts';
import { describeSetting, settingMarkdown } from '../core/features/setting.ts';
import { settingPlace } from '../core/features/setting-at.ts';
import { plainText } from '../core/features/snippet-text.ts';
import type { Path } from '../core/values/path.ts';
import type { ClientFeatures } from './client-features.ts';
import type { OpenFile } from './session.ts';
import type { YamlService } from './yaml-service.ts';

/** All that a client must send back for the documentation of an item: nothing is kept here. */
interface ItemData {
  readonly uri: string;
  /** Which of the file's values. */
  readonly part: number;
  readonly path: Path;
}

/** What can be typed at `position`. The text is the newest one; what is known of the file may be of an earlier one. */
export async function completionsFor(
  { document, result }: OpenFile,
  position: Position,
  yaml: YamlService,
  snippets: readonly Snippet[],
  client: ClientFeatures,
): Promise<CompletionItem[]> {
  const place = partContext(result?.parts ?? [], document.getText(), document.offsetAt(position));
  if (!place) {
    return [];
  }
  const { part, context } = place;
  const at = result?.parts.indexOf(part) ?? 0;
  const candidates: Candidates = ({ source, path }) =>
    yaml.candidates(source.schema, path, context.kind, context.typed);
  const found = await proposals(part.analysis, context, candidates, snippets);
  return found.map(proposal => itemOf(proposal, context, { uri: document.uri, part: at }, document, client));
}

const kinds = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  snippet: CompletionItemKind.Snippet,
} as const;

function itemOf(
  proposal: Proposal,
  context: CompletionContext,
  place: Omit<ItemData, 'path'>,
  document: TextDocument,
  client: ClientFeatures,
): CompletionItem {
  const { label, kind, detail, deprecated, filter, path, rank } = proposal;
  const body = indented(client.snippets ? proposal.body : plainText(proposal.body), context, client);
  const range = { start: document.positionAt(context.word.start), end: document.positionAt(context.word.end) };
  const data: ItemData = { ...place, path };
  return {
    label,
    kind: kinds[kind],
    ...(kind === 'snippet' ? { documentation: detail ?? '' } : detail === undefined ? {} : { detail }),
    ...(deprecated && client.completionTags ? { tags: [CompletionItemTag.Deprecated] } : {}),
    sortText: `${rank}${label}`,
    ...(filter === undefined ? {} : { filterText: filter }),
    insertTextFormat: client.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(client.insertTextModes ? { insertTextMode: InsertTextMode.asIs } : {}),
    textEdit: { range, newText: body },
    ...(kind === 'snippet' ? {} : { data }),
  };
}

/**
 * A client that can be told to insert a text as it is gets the whole indentation. Others add that of the cursor's line
 * themselves, which lacks what a dash takes up.
 */
function indented(body: string, { column, afterDash }: CompletionContext, client: ClientFeatures): string {
  const indent = client.insertTextModes ? ' '.repeat(column) : afterDash ? '  ' : '';
  return body.replace(/\n(?=.)/g, `\n${indent}`);
}

/** The item with the text on its setting. */
export function resolveCompletion(item: CompletionItem, last: (uri: string) => OpenFile | undefined): CompletionItem {
  const { uri, part = 0, path } = (item.data ?? {}) as Partial<ItemData>;
  const analysis = uri === undefined ? undefined : last(uri)?.result?.parts[part]?.analysis;
  const place = analysis && path && settingPlace(analysis.snapshot, path);
  const setting = place && describeSetting(place.source, place.path);
  return setting ? { ...item, documentation: { kind: MarkupKind.Markdown, value: settingMarkdown(setting) } } : item;
}
