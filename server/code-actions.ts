/** Code actions: quick fixes of the diagnoses in a range, all safe fixes at once, and what a diagnosis links to. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Position,
} from 'vscode-languageserver';
import { type Diagnostic, mergeFixes } from '../core/language.ts';
import { fixAllKind } from './capabilities.ts';
import { toLspDiagnostic, toLspEdits, toQuickFix } from './convert.ts';
import type { Analysis } from './engine.ts';
import { showTextCommand } from './commands.ts';
import { choosePod } from './lifecycle-model.ts';
import type { Session } from './session.ts';

export function codeActions(session: Session, analysis: Analysis, { range, context }: CodeActionParams): CodeAction[] {
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
  }
  if (wants(CodeActionKind.RefactorRewrite) && (isInvoked || context.only !== undefined))
    actions.push(...rewrites(session, analysis, range.start));
  if (isInvoked && context.only === undefined) actions.push(...showLife(session, analysis, range.start));
  // Only when it is asked for: on save, or from the palette.
  if (context.only !== undefined && wants(fixAllKind)) actions.push(...fixAll(session, analysis));
  return actions;
}

function actionsFor(
  session: Session,
  { document, file, language }: Analysis,
  diagnostic: Diagnostic,
  isInvoked: boolean,
): CodeAction[] {
  const lsp = toLspDiagnostic(document, diagnostic);
  const mended = session.engine.language.fixes(file, diagnostic, language).map((fix) => toQuickFix(document, fix, lsp));
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

function rewrites(session: Session, { document, file, language }: Analysis, start: Position): CodeAction[] {
  return session.engine.language
    .refactorings(file, document.positions.offsetAt(start), language)
    .map((fix) => ({
      title: fix.title,
      kind: CodeActionKind.RefactorRewrite,
      edit: { changes: { [document.uri]: toLspEdits(document.positions, fix.edits) } },
    }));
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
