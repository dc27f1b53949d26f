/** How the handler of a feature about a document is registered: the document is found and analysed, failures end here. */
import {
  type CancellationToken,
  ErrorCodes,
  type Position,
  ResponseError,
  type TextDocumentIdentifier,
} from 'vscode-languageserver';
import type { Analysis } from './engine.ts';
import { runSafe } from './run-safe.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

export interface AtDocument {
  readonly textDocument: TextDocumentIdentifier;
}
export interface AtPosition extends AtDocument {
  readonly position: Position;
}

/** Registers the handler of one feature; where `enabled` says no, the answer is empty. */
export type On = <P extends AtDocument, R>(
  name: string,
  register: Register<P, R>,
  run: (analysis: Analysis, params: P) => R | Promise<R> | undefined,
  enabled?: (settings: Settings) => boolean,
) => void;
type Register<P, R> = (handler: (params: P, token: CancellationToken) => Promise<R | null>) => unknown;

export function createOn(session: Session): On {
  const { connection } = session;
  return (name, register, run, enabled) => {
    register.call(connection, (params, token) =>
      runSafe(connection.console, name, token, null, async () => {
        if (session.stage !== 'serving') throw notServing(session.stage);
        const analysis = await session.analyse(params.textDocument.uri);
        if (analysis === undefined || !analysis.settings.enabled || enabled?.(analysis.settings) === false) return null;
        // Heard only where the client asked for a trace.
        connection.tracer.log(`${name} ${params.textDocument.uri}`, `version ${String(analysis.document.version)}`);
        return (await run(analysis, params)) ?? null;
      }),
    );
  };
}

/** The offset in the file that a request is about. */
export function offsetOf({ document }: Analysis, { position }: AtPosition): number {
  return document.positions.offsetAt(position);
}

function notServing(stage: 'new' | 'shut down'): ResponseError {
  return stage === 'new'
    ? new ResponseError(ErrorCodes.ServerNotInitialized, 'initialize comes first')
    : new ResponseError(ErrorCodes.InvalidRequest, 'the server was shut down');
}
