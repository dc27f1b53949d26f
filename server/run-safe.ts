/** The one place where handlers may fail: an exception is logged once with the feature's name, and the client gets an empty answer. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

export interface Log {
  error(message: string): void;
}

/** Runs a handler; cancelled requests are answered as such, unexpected exceptions with `empty`. */
export async function runSafe<T>(
  log: Log,
  feature: string,
  token: CancellationToken,
  empty: T,
  run: () => T | Promise<T>,
): Promise<T> {
  // One turn of the loop lets a cancellation or an edit that is already waiting come first.
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 0);
  });
  if (token.isCancellationRequested) return cancelled();
  try {
    const result = await run();
    return token.isCancellationRequested ? cancelled() : result;
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    log.error(`${feature}: ${describe(error)}`);
    return empty;
  }
}

function cancelled<T>(): T {
  throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What the server asks of a client is a wish: clients refuse what they have announced, and then the server does without it. */
export function unlessRefused<T>(request: Promise<T>): Promise<T | undefined> {
  return request.catch(() => undefined);
}
