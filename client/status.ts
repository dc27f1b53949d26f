/** One language status item: what the simulation says, how many problems, which Kubernetes version, and whether the server is well. */
import * as vscode from 'vscode';
import type { PodResources } from './context-keys.ts';
import type { ServerLink } from './server-link.ts';

export function registerStatus(context: vscode.ExtensionContext, server: ServerLink, pods: PodResources): void {
  const item = vscode.languages.createLanguageStatusItem('podscope.status', { language: 'yaml' });
  item.name = 'Podscope';
  const show = (): void => {
    update(item, server, pods);
  };
  context.subscriptions.push(
    item,
    server.onState(show),
    pods.onDidChange(show),
    vscode.window.onDidChangeActiveTextEditor(show),
  );
  show();
}

function update(item: vscode.LanguageStatusItem, server: ServerLink, pods: PodResources): void {
  item.busy = server.state === 'starting';
  item.severity =
    server.state === 'failed' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  if (server.state === 'failed') {
    item.text = vscode.l10n.t('Podscope: the language server ended');
    item.detail = '';
    item.command = { command: 'podscope.restartServer', title: vscode.l10n.t('Restart') };
    return;
  }
  const uri = vscode.window.activeTextEditor?.document.uri;
  const status = uri === undefined ? undefined : pods.get(uri);
  if (status === undefined) {
    item.text = 'Podscope';
    item.detail = vscode.l10n.t('No Kubernetes manifest in this file');
    item.command = { command: 'podscope.openSample', title: vscode.l10n.t('Open Sample Pod') };
    return;
  }
  const problems = status.problems === 1 ? vscode.l10n.t('1 problem') : vscode.l10n.t('{0} problems', status.problems);
  item.text = `$(pulse) Podscope: ${[status.forecast, problems].filter((each) => each !== undefined).join(' · ')}`;
  item.detail = vscode.l10n.t('Kubernetes {0}', status.kubernetesVersion);
  if (status.pods.length > 0) item.command = { command: 'podscope.simulate', title: vscode.l10n.t('Simulate Pod') };
}
