import type { Connection } from 'vscode-languageserver';
import { type Configuration, fromJson } from '../core/config/configuration.ts';

/** The `productionValues.*` settings of the client: asked for where it answers, else as it last sent them. */
export interface Settings {
  /** For a workspace folder; undefined: for files outside of all folders. */
  readonly of: (folder: string | undefined) => Promise<Configuration>;
  /** `workspace/didChangeConfiguration` came. */
  readonly changed: (sent: unknown) => void;
}

const section = 'productionValues';

export function createSettings(connection: Connection, canAsk: boolean, initial: unknown): Settings {
  let pushed = sectionOf(initial);
  /** A client that fails to answer has no settings. */
  const asked = (folder: string | undefined): Promise<unknown> =>
    connection.workspace
      .getConfiguration(folder === undefined ? { section } : { section, scopeUri: folder })
      .catch(() => undefined);
  return {
    of: async folder => fromJson(canAsk ? await asked(folder) : pushed),
    changed(sent) {
      pushed = sectionOf(sent) ?? pushed;
    },
  };
}

/** Clients send all their settings, or only ours. */
function sectionOf(json: unknown): unknown {
  return typeof json === 'object' && json !== null && section in json
    ? (json as Record<string, unknown>)[section]
    : undefined;
}
