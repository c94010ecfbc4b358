import type {
  DocumentSymbol,
  FoldingRange,
  FormattingOptions,
  Position,
  SelectionRange,
  TextEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { yamlDocumentsCache } from 'yaml-language-server/out/src/languageservice/parser/yaml-documents.js';
import {
  getLanguageService,
  type LanguageService,
} from 'yaml-language-server/out/src/languageservice/yamlLanguageService.js';

/** What yaml-language-server does for us. Its own validation, hover and code actions stay unused: they know nothing of merged values. */
export interface YamlService {
  readonly symbols: (document: TextDocument) => DocumentSymbol[];
  readonly folding: (document: TextDocument, rangeLimit: number | undefined) => FoldingRange[];
  readonly selection: (document: TextDocument, positions: readonly Position[]) => SelectionRange[];
  readonly format: (document: TextDocument, options: FormattingOptions) => Promise<TextEdit[]>;
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

const createLanguageService = (): LanguageService =>
  getLanguageService({
    schemaRequestService: async uri => Promise.reject(new Error(`${uri} is not read`)),
    workspaceContext: { resolveRelativePath: relative => relative },
  });
