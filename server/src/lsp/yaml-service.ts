import type {
  DocumentSymbol,
  FoldingRange,
  FormattingOptions,
  Position,
  SelectionRange,
  TextEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CompletionItemKind } from 'vscode-languageserver-types';
import type { JSONSchema } from 'yaml-language-server/out/src/languageservice/jsonSchema.js';
import { yamlDocumentsCache } from 'yaml-language-server/out/src/languageservice/parser/yaml-documents.js';
import { YAMLDocumentSymbols } from 'yaml-language-server/out/src/languageservice/services/documentSymbols.js';
import { YamlCompletion } from 'yaml-language-server/out/src/languageservice/services/yamlCompletion.js';
import { getFoldingRanges } from 'yaml-language-server/out/src/languageservice/services/yamlFolding.js';
import { YAMLFormatter } from 'yaml-language-server/out/src/languageservice/services/yamlFormatter.js';
import { YAMLSchemaService } from 'yaml-language-server/out/src/languageservice/services/yamlSchemaService.js';
import { getSelectionRanges } from 'yaml-language-server/out/src/languageservice/services/yamlSelectionRanges.js';
import type { JsonSchema } from '../core/schema/json-schema.ts';
import type { Path } from '../core/values/path.ts';
import { renderKey } from '../core/values/render.ts';

/**
 * What yaml-language-server does for us, in a file of its own in dist/: it is read when it is first needed.
 * The services are taken one by one; its own validation, hover and code actions stay unused: they know nothing of merged values.
 */
export interface YamlService {
  readonly symbols: (document: TextDocument) => DocumentSymbol[];
  readonly folding: (document: TextDocument, rangeLimit: number | undefined) => FoldingRange[];
  readonly selection: (document: TextDocument, positions: readonly Position[]) => SelectionRange[];
  readonly format: (document: TextDocument, options: FormattingOptions) => Promise<TextEdit[]>;
  /** What a schema allows at a path: the names of keys, or values. `typed` is what stands before the cursor. */
  readonly candidates: (
    schema: JsonSchema,
    path: Path,
    kind: 'key' | 'value',
    typed: string,
  ) => Promise<readonly string[]>;
  /** Frees what is kept of a document. */
  readonly close: (uri: string) => void;
}

/** Its documents, which it never lets go of by itself: some 100 times the size of the text. */
const { cache } = yamlDocumentsCache as unknown as { readonly cache: Map<string, unknown> };

export function createYamlService(): YamlService {
  const outline = new YAMLDocumentSymbols();
  const formatter = new YAMLFormatter();
  return {
    symbols: document => outline.findHierarchicalDocumentSymbols(prepared(document)),
    folding: (document, rangeLimit) =>
      getFoldingRanges(prepared(document), { ...(rangeLimit === undefined ? {} : { rangeLimit }) }) ?? [],
    selection: (document, positions) => getSelectionRanges(prepared(document), [...positions]),
    format: (document, { tabSize }) =>
      formatter.format(document, { ...{ tabWidth: tabSize }, proseWrap: 'preserve', printWidth: 120 }),
    candidates: createCandidates(),
    close: uri => void cache.delete(uri),
  };
}

/**
 * The document with its aliases turned into plain words of the same length: the library copies what an alias stands
 * for, which takes seconds for some hundred aliases and never ends for one inside its own anchor. Only the newest
 * document is kept in its cache.
 */
function prepared(document: TextDocument): TextDocument {
  for (const uri of cache.keys()) {
    if (uri !== document.uri) {
      cache.delete(uri);
    }
  }
  const text = document.getText();
  const plain = text.replace(/(?<=[\s[{,])\*(?=[^\s*])/g, '_');
  return plain === text ? document : TextDocument.create(document.uri, document.languageId, document.version, plain);
}

/**
 * Completion in a document that holds nothing but the path to the cursor: a millisecond for a file of any size, and no
 * broken line elsewhere disturbs it. One service for each schema, so that a schema is resolved once and never replaced.
 */
function createCandidates(): YamlService['candidates'] {
  const services = new WeakMap<JsonSchema, YamlCompletion>();
  let version = 0;
  return async (schema, path, kind, typed) => {
    const service = services.get(schema) ?? completionFor(schema);
    services.set(schema, service);
    const text = skeleton(path, kind, typed);
    version++;
    const document = TextDocument.create(skeletonUri, 'yaml', version, text);
    const { items } = await service.doComplete(document, document.positionAt(text.length), false);
    cache.delete(skeletonUri);
    const isOfKind = kind === 'key' ? CompletionItemKind.Property : undefined;
    return items.filter(item => isOfKind === undefined || item.kind === isOfKind).map(({ label }) => label);
  };
}

const skeletonUri = 'production-values:///skeleton.yaml';

/** The shortest document with a cursor at `path`. */
function skeleton(path: Path, kind: 'key' | 'value', typed: string): string {
  let [text, indent] = ['', ''];
  const outer = kind === 'key' ? path : path.slice(0, -1);
  let afterDash = false;
  for (const segment of outer) {
    const lead = afterDash ? '' : indent;
    text += typeof segment === 'number' ? `${lead}- ` : `${lead}${renderKey(segment)}:\n`;
    afterDash = typeof segment === 'number';
    indent += '  ';
  }
  const lead = afterDash ? '' : indent;
  return kind === 'key' ? `${text}${lead}${typed}` : `${text}${lead}${renderKey(String(path.at(-1)))}: ${typed}`;
}

function completionFor(schema: JsonSchema): YamlCompletion {
  const nothingElse = async (uri: string) => Promise.reject(new Error(`${uri} is not read`));
  const schemas = new YAMLSchemaService(nothingElse, { resolveRelativePath: relative => relative });
  schemas.schemaPriorityMapping = new Map();
  // It writes into the schema that it is given.
  schemas.registerExternalSchema('production-values:schema', [skeletonUri], structuredClone(schema) as JSONSchema);
  const completion = new YamlCompletion(schemas, {}, yamlDocumentsCache);
  completion.configure({ completion: true, indentation: '  ' });
  return completion;
}
