import {
  CompletionItemKind,
  type DocumentSymbol,
  type FoldingRange,
  type FormattingOptions,
  type Position,
  type SelectionRange,
  type TextEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { yamlDocumentsCache } from 'yaml-language-server/out/src/languageservice/parser/yaml-documents.js';
import {
  getLanguageService,
  type LanguageService,
} from 'yaml-language-server/out/src/languageservice/yamlLanguageService.js';
import type { JsonSchema } from '../core/schema/json-schema.ts';
import type { Path } from '../core/values/path.ts';
import { renderKey } from '../core/values/render.ts';

/** What yaml-language-server does for us. Its own validation, hover and code actions stay unused: they know nothing of merged values. */
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
  const service = createLanguageService();
  service.configure({ validate: false, hover: false, completion: false, format: true });
  return {
    symbols: document => service.findDocumentSymbols2(prepared(document)),
    folding: (document, rangeLimit) =>
      service.getFoldingRanges(prepared(document), rangeLimit === undefined ? {} : { rangeLimit }) ?? [],
    selection: (document, positions) => service.getSelectionRanges(prepared(document), [...positions]),
    format: (document, { tabSize }) =>
      service.doFormat(document, { ...{ tabWidth: tabSize }, proseWrap: 'preserve', printWidth: 120 }),
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
  const services = new WeakMap<JsonSchema, LanguageService>();
  let version = 0;
  return async (schema, path, kind, typed) => {
    const known = services.get(schema);
    const service = known ?? createLanguageService();
    if (!known) {
      services.set(schema, service);
      // It writes into the schema that it is given.
      const copy: unknown = structuredClone(schema);
      service.configure({
        completion: true,
        validate: false,
        hover: false,
        indentation: '  ',
        schemas: [{ uri: 'production-values:schema', fileMatch: [skeletonUri], schema: copy }],
      });
    }
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

const createLanguageService = (): LanguageService =>
  getLanguageService({
    schemaRequestService: async uri => Promise.reject(new Error(`${uri} is not read`)),
    workspaceContext: { resolveRelativePath: relative => relative },
  });
