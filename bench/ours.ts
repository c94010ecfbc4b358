import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analysis, analyze } from '../server/src/core/analyze.ts';
import { schemaFindings } from '../server/src/core/rule/schema-findings.ts';
import { rules } from '../server/src/core/rules/index.ts';
import type { JsonSchema } from '../server/src/core/schema/json-schema.ts';
import { clientFeatures } from '../server/src/lsp/client-features.ts';
import { completionsFor } from '../server/src/lsp/completion.ts';
import { diagnosticsOf } from '../server/src/lsp/diagnostics.ts';
import { hoverFor } from '../server/src/lsp/hover.ts';
import { createSession } from '../server/src/lsp/session.ts';
import { createYamlService } from '../server/src/lsp/yaml-service.ts';
import type { Host } from '../server/src/workspace/host.ts';
import { nodeHost } from '../server/src/workspace/node-host.ts';
import { createWorkspace, type FileResult } from '../server/src/workspace/workspace.ts';

export const root = join(import.meta.dirname, '..');
export const assets = nodeHost(pathToFileURL(join(root, 'dist/schemas/')));
const folder = 'file:///bench';
const uri = `${folder}/values-production.yaml`;
const client = clientFeatures({ processId: null, rootUri: null, capabilities: {} });

/** A machine that has these files. */
function hostWith(files: ReadonlyMap<string, string>): Host {
  return {
    asset: assets.asset,
    list: async given =>
      given === folder
        ? [...files.keys()].map(file => ({ name: file.slice(folder.length + 1), kind: 'file' as const }))
        : [],
    async read(file) {
      const text = files.get(file);
      return text === undefined ? undefined : { text };
    },
  };
}

/** Beside the values, a chart whose schema they follow; or the name of the product they are for. */
export type Chart = { readonly schema: JsonSchema } | { readonly product: string };

const filesOf = (chart: Chart): Map<string, string> =>
  new Map(
    'schema' in chart
      ? [
          [`${folder}/Chart.yaml`, 'apiVersion: v2\nname: bench\nversion: 1.0.0\n'],
          [`${folder}/values.yaml`, ''],
          [`${folder}/values.schema.json`, JSON.stringify(chart.schema)],
        ]
      : [],
  );

/** Our own core and server, without a connection. */
export interface Ours {
  /** Text in, diagnostics out. */
  readonly edit: (text: string) => Promise<number>;
  /** The same for a file that was never read. */
  readonly open: (text: string, name: string) => Promise<number>;
  /** The schema's part of the last check. */
  readonly schema: () => number;
  /** Schema and rules of the last check: all but parsing and merging. */
  readonly analysis: () => number;
  readonly hover: (offset: number) => unknown;
  readonly complete: (offset: number) => Promise<unknown>;
}

export function createOurs(chart: Chart): Ours {
  const files = filesOf(chart);
  const overrides = 'product' in chart ? { product: chart.product } : {};
  const workspace = createWorkspace(hostWith(files), [folder], rules, overrides);
  const yaml = createYamlService();
  let result: FileResult | undefined;
  const check = async (file: string, text: string) => {
    files.set(file, text);
    const checked = await workspace.check(file);
    result = file === uri ? checked : result;
    return diagnosticsOf(checked, given => given).length;
  };
  const last = (): Analysis => {
    if (!result?.analysis) {
      throw new Error('nothing was checked');
    }
    return result.analysis;
  };
  const openFile = () => ({ uri, document: TextDocument.create(uri, 'yaml', 1, files.get(uri) ?? ''), result });
  return {
    edit: text => check(uri, text),
    async open(text, name) {
      const file = `${folder}/values-${name}.yaml`;
      const count = await check(file, text);
      files.delete(file);
      workspace.changed(file);
      return count;
    },
    schema() {
      const { stack, settings, profile, chartDefaults } = last().snapshot;
      return settings.flatMap(source => schemaFindings({ stack, settings: source, profile, chartDefaults })).length;
    },
    analysis: () => analyze(last().snapshot).findings.length,
    hover(offset) {
      const file = openFile();
      return hoverFor(file, file.document.positionAt(offset));
    },
    complete(offset) {
      const file = openFile();
      return completionsFor(file, file.document.positionAt(offset), yaml, [], client);
    },
  };
}

/** Opens copies of a text in one session; the function that is returned closes them. */
export async function openCopies(text: string, count: number): Promise<() => Promise<void>> {
  let checked = () => {};
  const session = createSession(hostWith(new Map()), {
    configurationOf: async () => ({
      ...(await import('../server/src/core/config/configuration.ts')).emptyConfiguration,
    }),
    onFailure: (what, error) => {
      throw new Error(what, { cause: error });
    },
    onResult: () => checked(),
  });
  session.restart([folder]);
  const documents = Array.from({ length: count }, (_, n) =>
    TextDocument.create(`${folder}/values-${n}.yaml`, 'yaml', 1, `${text}# ${n}\n`),
  );
  for (const document of documents) {
    const done = new Promise<void>(resolve => {
      checked = resolve;
    });
    session.opened(document);
    await done;
  }
  return async () => {
    documents.forEach(session.closed);
    documents.length = 0;
    await new Promise(resolve => setTimeout(resolve, 100));
  };
}
