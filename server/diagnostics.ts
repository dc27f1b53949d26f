/** Diagnoses for clients: pulled with result ids where the client can, pushed otherwise, never both. */
import {
  type CancellationToken,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DiagnosticRefreshRequest,
  DocumentDiagnosticReportKind,
  type Diagnostic as LspDiagnostic,
} from 'vscode-languageserver';
import { documentStatusNotification, type DocumentStatus } from '../protocol/lsp.ts';
import type { Diagnostic } from '../core/language.ts';
import { toLspDiagnostic } from './convert.ts';
import { outlookOf } from './code-lens.ts';
import type { OpenDocument } from './documents.ts';
import type { Analysis } from './engine.ts';
import { runSafe, unlessRefused } from './run-safe.ts';
import type { Session } from './session.ts';

/** Clients without pull get diagnoses this long after the last change. */
const pushDelayMs = 80;

export interface Diagnostics {
  readonly changed: (uri: string) => void;
  readonly refreshAll: () => void;
}

export function registerDiagnostics(session: Session): Diagnostics {
  const { connection, documents } = session;
  const empty: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
  connection.languages.diagnostics.on((params, token) =>
    runSafe(connection.console, 'diagnostic', token, empty, () => pull(session, params, token)),
  );
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const changed = (uri: string): void => {
    clearTimeout(timers.get(uri));
    timers.delete(uri);
    if (documents.get(uri) !== undefined)
      timers.set(
        uri,
        setTimeout(() => {
          void afterPause(session, uri);
        }, pushDelayMs),
      );
    else if (!pulls(session)) void connection.sendDiagnostics({ uri, diagnostics: [] });
  };
  const refresh = (): void => {
    if (session.capabilities.workspace?.diagnostics?.refreshSupport === true)
      void unlessRefused(connection.sendRequest(DiagnosticRefreshRequest.type));
  };
  session.typing.onDone = (uri) => {
    refresh();
    changed(uri);
  };
  return {
    changed,
    refreshAll: () => {
      refresh();
      for (const { uri } of documents.all()) changed(uri);
    },
  };
}

function pulls(session: Session): boolean {
  return session.capabilities.textDocument?.diagnostic !== undefined;
}

async function pull(
  session: Session,
  params: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport> {
  const document = session.documents.get(params.textDocument.uri);
  if (document === undefined) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  const isTyped = session.typing.offsetIn(document.uri) !== undefined;
  const resultId = `${document.version}.${session.generation}${isTyped ? '.typing' : ''}`;
  if (params.previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  const items = await diagnosticsOf(session, document);
  if (token.isCancellationRequested) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

async function diagnosticsOf(session: Session, document: OpenDocument): Promise<LspDiagnostic[]> {
  const diagnostics = shownNow(session, await session.engine.analyse(session, document));
  return diagnostics.map((diagnostic) => toLspDiagnostic(document, diagnostic));
}

/** What is said at this moment: the rest waits until the line that is being typed is done. */
function shownNow(session: Session, { document, file, language, diagnostics }: Analysis): readonly Diagnostic[] {
  const offset = session.typing.offsetIn(document.uri);
  if (offset === undefined || diagnostics.length === 0 || session.documents.get(document.uri) !== document)
    return diagnostics;
  const shown = session.engine.language.whileTyping(file, diagnostics, offset, language);
  if (shown !== diagnostics) session.typing.heldBack(document.uri);
  return shown;
}

/** When typing pauses: tell our own client what the document holds, and push to clients that cannot pull. */
async function afterPause(session: Session, uri: string): Promise<void> {
  const document = session.documents.get(uri);
  if (document === undefined) return;
  await runSafe(session.connection.console, 'publish', neverCancelled, undefined, async () => {
    if (!pulls(session)) {
      const diagnostics = await diagnosticsOf(session, document);
      if (session.documents.get(uri) === document)
        await session.connection.sendDiagnostics({ uri, version: document.version, diagnostics });
    }
    if (session.options.hasPanel === true)
      await session.connection.sendNotification(documentStatusNotification, await statusOf(session, document));
  });
}

async function statusOf(session: Session, document: OpenDocument): Promise<DocumentStatus> {
  const analysis = await session.engine.analyse(session, document);
  const { pods, settings } = analysis;
  const problems = shownNow(session, analysis).filter(
    ({ severity }) => severity === 'error' || severity === 'warning',
  ).length;
  const listed = pods.map(({ id, title, line }) => ({ id, title, line }));
  const [first] = pods;
  const forecast = first === undefined ? undefined : await outlookOf(session, analysis, first);
  return {
    uri: document.uri,
    pods: listed,
    problems,
    kubernetesVersion: settings.kubernetesVersion,
    ...(forecast === undefined ? {} : { forecast }),
  };
}

const neverCancelled: CancellationToken = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => undefined }),
};
