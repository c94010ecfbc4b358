import type { Connection } from 'vscode-languageserver';
import { type Configuration, fromJson } from '../core/config/configuration.ts';

/** The `productionValues.*` settings of the client: asked for where it answers, else as it last sent them. */
export interface Settings {
  /** For a workspace folder; undefined: for files outside of all folders. */
  readonly of: (folder: string | undefined) => Promise<Configuration>;
  /** Whether inherited values are shown behind the lines that override them, in this file. */
  readonly inlayHints: (uri: string) => Promise<boolean>;
  /** `workspace/didChangeConfiguration` came. */
  readonly changed: (sent: unknown) => void;
}

const section = 'productionValues';

export function createSettings(connection: Connection, canAsk: boolean, initial: unknown): Settings {
  let pushed = sectionOf(initial);
  /** A client that fails to answer has no settings. */
  const asked = (scopeUri: string | undefined): Promise<unknown> =>
    connection.workspace
      .getConfiguration(scopeUri === undefined ? { section } : { section, scopeUri })
      .catch(() => undefined);
  return {
    of: async folder => fromJson(canAsk ? await asked(folder) : pushed),
    async inlayHints(uri) {
      const settings = canAsk ? await asked(uri) : pushed;
      return (
        typeof settings === 'object' && settings !== null && 'inlayHints' in settings && settings.inlayHints === true
      );
    },
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
