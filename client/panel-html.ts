/** The panel's page with the addresses that VS Code gives its files. */
import * as vscode from 'vscode';
import { makeNonce, panelPage } from './panel-page.ts';

export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const asset = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', name)).toString();
  return panelPage({
    cspSource: webview.cspSource,
    nonce: makeNonce(),
    language: vscode.env.language,
    script: asset('lifecycle.js'),
    start: asset('start.js'),
    style: asset('lifecycle.css'),
  });
}
