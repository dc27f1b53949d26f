/** What a panel asks of VS Code about its file and its settings. */
import * as vscode from 'vscode';
import type { PanelSettings } from '../protocol/webview.ts';

export function panelSettings(): PanelSettings {
  const configuration = vscode.workspace.getConfiguration('podscope.panel');
  return {
    collapseIdle: configuration.get('collapseIdle', 'auto'),
    timeFormat: configuration.get('timeFormat', 'relative'),
    followEditor: configuration.get('followEditor', true),
  };
}

export function isDirty(uri: vscode.Uri | undefined): boolean {
  return (
    vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri?.toString())?.isDirty ?? false
  );
}
