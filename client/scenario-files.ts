/** New Scenario documents: unsaved, named after the manifest and beside it, so that nothing is written before the person saves. */
import * as vscode from 'vscode';

/** Opens `NAME.scenario.yaml` beside the manifest with this text; one that is open already is shown as it is. */
export async function openNewScenario(manifest: vscode.Uri, content: string): Promise<vscode.TextEditor> {
  const document = await newDocument(manifest, content);
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  if (document.getText() === '')
    await editor.edit((builder) => {
      builder.insert(new vscode.Position(0, 0), content);
    });
  return editor;
}

function newDocument(manifest: vscode.Uri, content: string): Thenable<vscode.TextDocument> {
  if (manifest.scheme === 'untitled') return vscode.workspace.openTextDocument({ content, language: 'yaml' });
  const base = manifest.path.replace(/\.ya?ml$/, '');
  return vscode.workspace.openTextDocument(manifest.with({ scheme: 'untitled', path: `${base}.scenario.yaml` }));
}
