/** Applies edits that the server computed, as one undo step each document. */
import * as vscode from 'vscode';
import type { EditsResult, LspRange } from '../protocol/lsp.ts';

/** False if there was nothing to do, or a document has changed since. */
export async function applyEdits(result: EditsResult | undefined): Promise<boolean> {
  if (result === undefined || result.edits.length === 0) return false;
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, version, edits } of result.edits) {
    const target = vscode.Uri.parse(uri);
    if (version !== undefined && (await vscode.workspace.openTextDocument(target)).version !== version) return false;
    edit.set(
      target,
      edits.map(({ range, newText }) => new vscode.TextEdit(asRange(range), newText)),
    );
  }
  return vscode.workspace.applyEdit(edit);
}

export function asRange(range: LspRange): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}
