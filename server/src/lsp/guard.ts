import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

type Handler<Params, Result> = (params: Params, token: CancellationToken) => Result | Promise<Result>;

/** A handler that answers `fallback` where `handle` fails, and says so when the client has turned away meanwhile. */
export type Guard = <Params, Result>(
  name: string,
  fallback: Result,
  handle: Handler<Params, Result>,
) => (params: Params, token: CancellationToken) => Promise<Result | ResponseError<never>>;

/** Nothing that a client sends may bring the server down: failures are defects of ours, each is logged once. */
export function createGuard(log: (message: string) => void): Guard {
  const failed = reporter(log);
  return (name, fallback, handle) => async (params, token) => {
    try {
      const result = token.isCancellationRequested ? fallback : await handle(params, token);
      return token.isCancellationRequested
        ? new ResponseError<never>(LSPErrorCodes.RequestCancelled, `${name} was cancelled`)
        : result;
    } catch (error) {
      failed(name, error);
      return fallback;
    }
  };
}

/** Writes each failure to the log once: the same defect fails on every key stroke. */
export function reporter(log: (message: string) => void): (name: string, error: unknown) => void {
  const known = new Set<string>();
  return (name, error) => {
    const text = `${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    if (!known.has(text) && known.size < 200) {
      known.add(text);
      log(text);
    }
  };
}
