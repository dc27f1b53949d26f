/** The log as the client library gets it: what it says of a server's end is said by us, in one line; its own lines are for the level Debug. */
import type * as vscode from 'vscode';

const ofTheEnd = /^(Server process exited with|Connection to server got closed)/;

type Log = Pick<vscode.LogOutputChannel, 'error' | 'info' | 'debug'>;

export function libraryLog<T extends Log>(log: T): T {
  const quieter =
    (level: 'error' | 'info') =>
    (message: string | Error, ...more: unknown[]): void => {
      if (typeof message === 'string' && ofTheEnd.test(message)) log.debug(message, ...more);
      else if (level === 'error') log.error(message, ...more);
      else log.info(String(message), ...more);
    };
  // All else is the log's own, also what it may get in newer editors.
  return Object.create(log, { error: { value: quieter('error') }, info: { value: quieter('info') } }) as T;
}
