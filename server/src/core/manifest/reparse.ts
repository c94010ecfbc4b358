import type { ValuesDocument } from '../values/document.ts';
import type { Reparse } from '../values/edit.ts';
import { reparse as reparseValues } from '../values/incremental.ts';
import { isPart } from './embedded.ts';
import { inlineDocuments, readManifest } from './manifest.ts';

/**
 * Reads a document anew after its file's text changed; for a part of a file, finds the same part again. When it is there
 * no more, the result says so as a syntax error, so that no edit is built on it.
 */
export const reparse: Reparse = (document, text): ValuesDocument => {
  const version = document.version + 1;
  if (!isPart(document)) {
    return reparseValues(document, text);
  }
  const manifest = readManifest(document.uri, version, text);
  const parts = manifest ? [...inlineDocuments(manifest), ...manifest.resources.map(part => part.document)] : [];
  const same = parts.find(part => part.ordinal === document.ordinal && part.embeddedAt === document.embeddedAt);
  const gone = { code: 'yaml/syntax', message: 'These values are there no more.', span: document.extent } as const;
  return same ?? { ...document, text, version, root: undefined, problems: [gone] };
};
