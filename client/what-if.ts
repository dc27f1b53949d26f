/** "What If…": the presets for the Pod at hand as quick picks, played in the panel at once. */
import * as vscode from 'vscode';
import { presetsRequest, type PresetsParams, type PresetsResult } from '../protocol/lsp.ts';
import type { PanelTarget } from './panel-target.ts';
import type { LifecyclePanels } from './lifecycle-panels.ts';
import type { ServerLink } from './server-link.ts';

export async function whatIf(
  server: ServerLink,
  panels: LifecyclePanels,
  target: PanelTarget | undefined,
): Promise<void> {
  await server.start();
  const made = target === undefined ? undefined : await presetsOf(server, target);
  if (target === undefined || made == null) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a Kubernetes manifest with a Pod first.'));
    return;
  }
  const items = made.presets.map(({ title, about, scenario }) => ({ label: title, description: about, scenario }));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('What happens to this Pod?'),
    matchOnDescription: true,
  });
  if (chosen !== undefined)
    panels.open({ uri: target.uri, podId: made.podId, scenario: chosen.scenario }, vscode.ViewColumn.Beside);
}

function presetsOf(server: ServerLink, target: PanelTarget): Promise<PresetsResult | null | undefined> {
  const { uri, podId, position } = target;
  return server.request<PresetsParams, PresetsResult | null>(presetsRequest, {
    uri: uri.toString(),
    ...(podId === undefined ? {} : { podId }),
    ...(position === undefined ? {} : { position: { line: position.line, character: position.character } }),
  });
}
