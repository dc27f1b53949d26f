/** The core's plain data as LSP's: diagnostics, fixes and edits. */
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic as LspDiagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type TextEdit as LspEdit,
} from 'vscode-languageserver';
import { docsScheme } from '../protocol/lsp.ts';
import type { Diagnostic, Fix, Severity, TextEdit } from '../core/language.ts';
import type { OpenDocument } from './documents.ts';
import type { Positions } from './positions.ts';

export const source = 'podscope';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toLspDiagnostic(document: OpenDocument, diagnostic: Diagnostic): LspDiagnostic {
  const { positions, uri } = document;
  const related = (diagnostic.related ?? []).map((entry) => ({
    message: entry.message,
    location: {
      uri: entry.uri ?? uri,
      range:
        entry.position === undefined ? positions.range(entry.range) : { start: entry.position, end: entry.position },
    },
  }));
  const tags = (diagnostic.tags ?? []).map((tag) =>
    tag === 'deprecated' ? DiagnosticTag.Deprecated : DiagnosticTag.Unnecessary,
  );
  return {
    range: positions.range(diagnostic.range),
    severity: severities[diagnostic.severity],
    code: diagnostic.code,
    codeDescription: { href: pageOf(diagnostic.code) },
    source,
    message: diagnostic.message,
    ...(related.length === 0 ? {} : { relatedInformation: related }),
    ...(tags.length === 0 ? {} : { tags }),
  };
}

/** The page of a rule or check; our client shows it, without any network. */
export function pageOf(code: string): string {
  return `${docsScheme}:/rules/${code}.md`;
}

export function toLspEdits(positions: Positions, edits: readonly TextEdit[]): LspEdit[] {
  return edits.map(({ range, newText }) => ({ range: positions.range(range), newText }));
}

export function toQuickFix(document: OpenDocument, fix: Fix, diagnostic: LspDiagnostic): CodeAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    isPreferred: fix.isPreferred === true,
    edit: { changes: { [document.uri]: toLspEdits(document.positions, fix.edits) } },
  };
}
