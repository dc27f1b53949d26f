/** One entry a feature: find the document, position to offset, call the core, convert, all inside `runSafe`. */
import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import { registerAuthoring } from './authoring.ts';
import { toLspDiagnostic, toQuickFix } from './convert.ts';
import { runSafe } from './run-safe.ts';
import type { Session } from './session.ts';

export function registerHandlers(session: Session): void {
  const { connection } = session;
  const log = connection.console;
  connection.onCodeAction((params, token) => runSafe(log, 'codeAction', token, null, () => codeActions(session, params)));
  registerAuthoring(session);
}

async function codeActions(session: Session, params: CodeActionParams): Promise<CodeAction[] | null> {
  const analysis = await session.analyse(params.textDocument.uri);
  if (analysis === undefined) return null;
  const { diagnostics, document } = analysis;
  const { start, end } = document.positions.offsets(params.range);
  const wanted = params.context.only;
  if (wanted !== undefined && !wanted.some((kind) => CodeActionKind.QuickFix.startsWith(kind))) return [];
  return diagnostics.filter(({ range }) => range.start <= end && range.end >= start)
    .flatMap((diagnostic) => (diagnostic.fixes ?? []).map((fix) => toQuickFix(document, fix, toLspDiagnostic(document, diagnostic))));
}
