import { type Position, TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService, type LanguageService } from 'yaml-language-server';
import { yamlDocumentsCache } from 'yaml-language-server/out/src/languageservice/parser/yaml-documents.js';
import type { JsonSchema } from '../server/src/core/schema/json-schema.ts';

/** yaml-language-server, as its own server uses it: one service, a schema by file name, documents by version. */
export interface Peer {
  /** Text in, diagnostics out. */
  readonly edit: (text: string) => Promise<number>;
  readonly validate: () => Promise<number>;
  readonly open: (text: string, name: string) => Promise<number>;
  readonly hover: (position: Position) => Promise<unknown>;
  readonly complete: (position: Position) => Promise<unknown>;
  readonly closeAll: () => void;
}

export function createPeer(schema: JsonSchema): Peer {
  // It keeps documents by address and version, whoever asks: an earlier peer's must not answer.
  yamlDocumentsCache.clear();
  const service: LanguageService = getLanguageService({
    schemaRequestService: async uri => Promise.reject(new Error(`${uri} is not read`)),
    workspaceContext: { resolveRelativePath: relative => relative },
  });
  service.configure({
    validate: true,
    hover: true,
    completion: true,
    schemas: [{ uri: 'bench:///schema.json', fileMatch: ['*.yaml'], schema: structuredClone(schema) }],
  });
  let version = 0;
  const documentOf = (name: string, text: string) =>
    TextDocument.create(`file:///bench/${name}.yaml`, 'yaml', ++version, text);
  let current = documentOf('values', '');
  const validate = async () => (await service.doValidation(current, false)).length;
  return {
    edit(text) {
      current = documentOf('values', text);
      return validate();
    },
    validate,
    async open(text, name) {
      return (await service.doValidation(documentOf(name, text), false)).length;
    },
    hover: position => service.doHover(current, position),
    complete: position => service.doComplete(current, position, false),
    closeAll: () => yamlDocumentsCache.clear(),
  };
}
