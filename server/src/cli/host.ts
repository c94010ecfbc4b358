import type { RunCommand } from '../workspace/cluster.ts';
import type { Host } from '../workspace/host.ts';
import type { CheckJob, CheckResults } from './check.ts';

/** What the command line needs of the machine. */
export interface CliHost {
  readonly files: Host;
  /** URI of the working folder. */
  readonly cwd: string;
  /** A path as the user writes it, as a URI. */
  readonly uriOf: (path: string) => string;
  readonly kindOf: (uri: string) => Promise<'file' | 'folder' | 'missing' | 'unreadable'>;
  readonly write: (uri: string, text: string) => Promise<void>;
  readonly readStdin: () => Promise<string>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether colours may be used. */
  readonly colors: boolean;
  /** Standard error is a terminal: a progress line may be shown. */
  readonly interactive: boolean;
  readonly now: () => number;
  /** Runs a program; only for what the user asks for by an option. */
  readonly run: RunCommand;
  readonly startLanguageServer: () => Promise<number>;
  /** Other threads that check a part of the files; absent: there are none. */
  readonly threads?: { readonly count: number; readonly check: (job: CheckJob) => Promise<CheckResults> };
}

/** The user's words are off (unknown option, product, rule, key path) or a named file cannot be read: status 2, one line. */
export class UsageError extends Error {}
