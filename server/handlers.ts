/** One entry a feature: find the document, position to offset, call the core, convert, all inside `runSafe`. */
import type { Position, Range as LspRange, SelectionRange } from 'vscode-languageserver';
import type { Range } from '../core/language.ts';
import type { HoverQuestion } from '../protocol/lsp.ts';
import { codeActions, resolveCodeAction } from './code-actions.ts';
import { codeLenses, resolveCodeLens } from './code-lens.ts';
import { resolveCompletion, toCompletionItem } from './convert-completion.ts';
import { toHover, toSymbols } from './convert-features.ts';
import type { Analysis } from './engine.ts';
import { type AtDocument, type AtPosition, createOn, offsetOf, type On } from './feature.ts';
import { hoverAt } from './hover.ts';
import { registerMarks } from './mark-handlers.ts';
import { registerNames, registerWorkspaceSymbols } from './name-handlers.ts';
import { runSafe } from './run-safe.ts';
import type { Session } from './session.ts';
import { surroundings } from './surroundings.ts';

export function registerHandlers(session: Session): void {
  const on = createOn(session);
  registerAnswers(session, on);
  registerLenses(session, on);
  registerShape(session, on);
  registerNames(session, on);
  registerMarks(session, on);
  registerWorkspaceSymbols(session);
}

/** What is said and offered at a place. */
function registerAnswers(session: Session, on: On): void {
  const {
    connection,
    engine: { language },
  } = session;
  on('codeAction', connection.onCodeAction, (analysis, params) => codeActions(session, analysis, params));
  connection.onCodeActionResolve((action, token) =>
    runSafe(connection.console, 'codeActionResolve', token, action, () => resolveCodeAction(session, action)),
  );
  on(
    'hover',
    connection.onHover,
    async (analysis, params: HoverQuestion) => {
      const found = await hoverAt(
        session,
        analysis,
        offsetOf(analysis, params),
        params.withoutDocs === true ? 'bare' : 'full',
      );
      return found && toHover(session, analysis.document, found);
    },
    ({ hover }) => hover,
  );
  on(
    'completion',
    connection.onCompletion,
    (analysis, params: AtPosition) => {
      const items = language.complete(
        analysis.file,
        offsetOf(analysis, params),
        analysis.others,
        surroundings(analysis),
      );
      return items.map((item, rank) => toCompletionItem(session, analysis.document, item, rank));
    },
    ({ completion }) => completion,
  );
  connection.onCompletionResolve((item, token) =>
    runSafe(connection.console, 'completionResolve', token, item, () => resolveCompletion(session, item)),
  );
}

/** What stands beside the text: lenses and hints. */
function registerLenses(session: Session, on: On): void {
  const {
    connection,
    engine: { language },
  } = session;
  on(
    'codeLens',
    connection.onCodeLens,
    (analysis) => codeLenses(session, analysis),
    ({ codeLens }) => codeLens,
  );
  connection.onCodeLensResolve((lens, token) =>
    runSafe(connection.console, 'codeLensResolve', token, lens, () => resolveCodeLens(session, lens)),
  );
  on(
    'inlayHint',
    connection.languages.inlayHint.on.bind(connection.languages.inlayHint),
    ({ document, file, settings }, params: AtDocument & { readonly range: LspRange }) => {
      const { inlayHints: mode } = settings;
      if (mode === 'off') return [];
      return language
        .inlayHints(file, document.positions.offsets(params.range), mode)
        .map(({ offset: at, label, tooltip }) => ({
          position: document.positions.positionAt(at),
          label,
          tooltip,
          paddingLeft: true,
        }));
    },
  );
}

/** The structure of a file. */
function registerShape(session: Session, on: On): void {
  const {
    connection,
    engine: { language },
  } = session;
  on('documentSymbol', connection.onDocumentSymbol, ({ file, document }) =>
    toSymbols(document, language.symbols(file)),
  );
  on('foldingRange', connection.onFoldingRanges, ({ document, file }) =>
    language.foldingRanges(file).map((range) => {
      const { start, end } = document.positions.range(range);
      return { startLine: start.line, endLine: end.line };
    }),
  );
  on(
    'selectionRange',
    connection.onSelectionRanges,
    ({ document, file }, params: AtDocument & { readonly positions: readonly Position[] }) =>
      params.positions.map((position) =>
        nested(document, language.selectionRanges(file, document.positions.offsetAt(position))),
      ),
  );
}

/** LSP nests selection ranges: each in its parent. */
function nested(document: Analysis['document'], ranges: readonly Range[]): SelectionRange {
  const [outermost = { start: 0, end: 0 }, ...inner] = [...ranges].reverse();
  return inner.reduce<SelectionRange>((parent, range) => ({ range: document.positions.range(range), parent }), {
    range: document.positions.range(outermost),
  });
}
