/** Code actions: quick fixes of the diagnoses in a range, all safe fixes at once, and what a diagnosis links to. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  LSPErrorCodes,
  type Position,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { type Diagnostic, type Fix, mergeFixes } from '../core/language.ts';
import { fixAllKind } from './capabilities.ts';
import { toLspDiagnostic, toLspEdits, toQuickFix } from './convert.ts';
import type { OpenDocument } from './documents.ts';
import type { Analysis } from './engine.ts';
import { showTextCommand } from './commands.ts';
import { momentActions } from './moment-actions.ts';
import { choosePod } from './lifecycle-model.ts';
import type { Session } from './session.ts';

export async function codeActions(
  session: Session,
  analysis: Analysis,
  { range, context }: CodeActionParams,
): Promise<CodeAction[]> {
  const isInvoked = context.triggerKind !== CodeActionTriggerKind.Automatic;
  const wants = (kind: string): boolean =>
    context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const { start, end } = analysis.document.positions.offsets(range);
    const here = analysis.diagnostics.filter(
      (diagnostic) => diagnostic.range.start <= end && diagnostic.range.end >= start,
    );
    for (const diagnostic of here) actions.push(...actionsFor(session, analysis, diagnostic, isInvoked));
    if (isInvoked) actions.push(...(await momentActions(session, analysis, here)));
  }
  if (wants(CodeActionKind.RefactorRewrite) && (isInvoked || context.only !== undefined))
    actions.push(...rewrites(session, analysis, range.start));
  if (isInvoked && context.only === undefined) actions.push(...showLife(session, analysis, range.start));
  // Only when it is asked for: on save, or from the palette.
  if (context.only !== undefined && wants(fixAllKind)) actions.push(...fixAll(session, analysis));
  return actions;
}

function actionsFor(session: Session, analysis: Analysis, diagnostic: Diagnostic, isInvoked: boolean): CodeAction[] {
  const { document, file } = analysis;
  const lsp = toLspDiagnostic(document, diagnostic);
  const mended = triedFixes(session, analysis, diagnostic).map((fix) => toQuickFix(document, fix, lsp));
  if (!isInvoked) return mended;
  const silenced = session.engine.language.suppressions(file, diagnostic).map((fix) => toQuickFix(document, fix, lsp));
  const fixes = [...mended, ...silenced];
  if (session.options.hasCommands !== true) return fixes;
  const command = { title: 'Show documentation', command: 'podscope.showRule', arguments: [diagnostic.code] };
  return [
    ...fixes,
    { title: `Show documentation of ${diagnostic.code}`, kind: CodeActionKind.QuickFix, diagnostics: [lsp], command },
  ];
}

interface RewriteData {
  readonly uri: string;
  readonly offset: number;
}

/** Clients that ask again for the edit of the one that was chosen get names only: trying all of them takes too long for a menu. */
function rewrites(session: Session, { document, file, language }: Analysis, start: Position): CodeAction[] {
  const kind = CodeActionKind.RefactorRewrite;
  const offset = document.positions.offsetAt(start);
  if (isResolving(session)) {
    const data: RewriteData = { uri: document.uri, offset };
    return session.engine.language.offeredRefactorings(file, offset).map(({ title }) => ({ title, kind, data }));
  }
  return session.engine.language
    .refactorings(file, offset, language)
    .map((fix) => ({ title: fix.title, kind, edit: editOf(document, fix) }));
}

const tried = new WeakMap<Analysis, Map<Diagnostic, readonly Fix[]>>();

/** The light bulb asks again at every step of the cursor: each diagnosis is tried once. */
function triedFixes(session: Session, analysis: Analysis, diagnostic: Diagnostic): readonly Fix[] {
  const known = tried.get(analysis) ?? new Map<Diagnostic, readonly Fix[]>();
  tried.set(analysis, known);
  const { file, language } = analysis;
  const fixes = known.get(diagnostic) ?? session.engine.language.fixes(file, diagnostic, language);
  known.set(diagnostic, fixes);
  return fixes;
}

function isResolving({ capabilities }: Session): boolean {
  return capabilities.textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true;
}

/** The edit of a refactoring; one that the server would refuse says so and changes nothing. */
export async function resolveCodeAction(session: Session, action: CodeAction): Promise<CodeAction> {
  const { uri, offset } = (action.data ?? {}) as Partial<RewriteData>;
  const analysis = uri === undefined ? undefined : await session.analyse(uri);
  if (analysis === undefined || offset === undefined) return action;
  const { language } = session.engine;
  const fix = language.offeredRefactorings(analysis.file, offset).find(({ title }) => title === action.title);
  if (fix === undefined) return action;
  if (language.isRefused(analysis.file, fix, analysis.language))
    throw new ResponseError(
      LSPErrorCodes.RequestFailed,
      'The API server would refuse the result: nothing was changed.',
    );
  return { ...action, edit: editOf(analysis.document, fix) };
}

function editOf(document: OpenDocument, { edits }: Fix): WorkspaceEdit {
  return { changes: { [document.uri]: toLspEdits(document.positions, edits) } };
}

/** For editors without our panel: the simulated life as text. */
function showLife(session: Session, analysis: Analysis, position: Position): CodeAction[] {
  const pod = choosePod(analysis, { position });
  if (pod === undefined || session.options.hasPanel === true || session.host.showText === undefined) return [];
  const command = {
    title: 'Show simulated life',
    command: showTextCommand,
    arguments: [analysis.document.uri, pod.id],
  };
  return [{ title: `Show the simulated life of ${pod.title}`, kind: CodeActionKind.Source, command }];
}

function fixAll(session: Session, { document, file, language, diagnostics }: Analysis): CodeAction[] {
  const tried = diagnostics.map((diagnostic) => session.engine.language.fixes(file, diagnostic, language));
  const edits = mergeFixes(tried.flatMap((fixes) => fixes.filter(({ kind }) => kind === 'safe').slice(0, 1)));
  if (edits.length === 0) return [];
  return [
    {
      title: 'Fix all auto-fixable problems',
      kind: fixAllKind,
      edit: { changes: { [document.uri]: toLspEdits(document.positions, edits) } },
    },
  ];
}
