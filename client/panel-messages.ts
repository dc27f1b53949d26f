/** Does what the panel asks for: reveal a line, edit a number or a Scenario, copy, save, open. */
import * as vscode from 'vscode';
import {
  applyFixRequest,
  type ApplyFixParams,
  editFieldRequest,
  type EditFieldParams,
  editScenarioRequest,
  type EditScenarioParams,
  type EditsResult,
  type PlaceParams,
  placeRequest,
  type PlaceResult,
  scenarioTextRequest,
  type ScenarioTextParams,
  type TextResult,
} from '../protocol/lsp.ts';
import type { PanelMessage } from '../protocol/webview.ts';
import type { Scenario } from '../core/simulation.ts';
import { applyEdits, asRange } from './edits.ts';
import type { LifecyclePanel } from './lifecycle-panel.ts';
import { openNewScenario } from './scenario-files.ts';

const highlightStyle = vscode.window.createTextEditorDecorationType({
  isWholeLine: true,
  backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
});

type Asked = Extract<PanelMessage, { readonly id: number }>;

/** Rejects only if VS Code itself does. */
export async function handlePanelMessage(panel: LifecyclePanel, message: PanelMessage): Promise<void> {
  if ('id' in message) {
    panel.send({ type: 'reply', id: message.id, ok: await doAsked(panel, message) });
    return;
  }
  switch (message.type) {
    case 'reveal':
      await reveal(panel, message);
      return;
    case 'highlight':
      await highlight(panel, message.field);
      return;
    case 'openAsText':
      await vscode.window.showTextDocument(
        await vscode.workspace.openTextDocument({ content: message.text, language: 'plaintext' }),
      );
      return;
    case 'openSample':
      await vscode.commands.executeCommand('podscope.openSample');
      return;
    case 'openScenario':
      await openScenario(panel);
      return;
    case 'selectScenario':
      panel.selectScenario(message.scenarioId);
      return;
    case 'selectBaseline':
      await panel.selectBaseline(message.baselineId, message.input);
      return;
    case 'selectPod':
      panel.selectPod(message.podId);
      return;
    case 'lock':
      panel.lock(message.locked);
      return;
    case 'view':
      await setViewContext(message);
      return;
    case 'log':
      panel.services.log[message.level](`panel: ${message.text}`);
      return;
    case 'ready':
    case 'painted':
    case 'simulateAsIfAccepted':
      return;
  }
}

/** True if it was done. */
async function doAsked(panel: LifecyclePanel, message: Asked): Promise<boolean> {
  switch (message.type) {
    case 'editField':
      return edit(panel, editFieldRequest, { field: message.field, value: message.value });
    case 'applyFix':
      return edit(panel, applyFixRequest, { index: message.index });
    case 'editScenario':
      return editScenario(panel, message.scenarioId, message.scenario);
    case 'saveScenario':
      return saveScenario(panel, message.scenario);
    case 'copy':
      await vscode.env.clipboard.writeText(message.text);
      return true;
    case 'save':
      return save(panel, message);
  }
}

async function reveal(panel: LifecyclePanel, message: Extract<PanelMessage, { type: 'reveal' }>): Promise<void> {
  const field = message.scenarioField ?? message.field;
  const place = field === undefined ? undefined : await placeOf(panel, field, message.scenarioField !== undefined);
  const uri = place === undefined ? panel.target?.uri : vscode.Uri.parse(place.uri);
  const range = place === undefined ? lineRange(message.line) : asRange(place.range);
  if (uri === undefined || range === undefined) return;
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  const column = shown?.viewColumn ?? vscode.ViewColumn.One;
  const editor = await vscode.window.showTextDocument(uri, { viewColumn: column, preserveFocus: !message.focus });
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function highlight(panel: LifecyclePanel, field: string | undefined): Promise<void> {
  const uri = panel.target?.uri.toString();
  const editors = vscode.window.visibleTextEditors.filter((editor) => editor.document.uri.toString() === uri);
  const place = field === undefined || editors.length === 0 ? undefined : await placeOf(panel, field, false);
  for (const editor of editors)
    editor.setDecorations(highlightStyle, place === undefined ? [] : [asRange(place.range)]);
}

/** The range is asked for now, so that it is right after edits. */
function placeOf(panel: LifecyclePanel, field: string, inScenario: boolean): Promise<PlaceResult | undefined> {
  const { target, model } = panel;
  if (target === undefined || model === undefined) return Promise.resolve(undefined);
  const params: PlaceParams = {
    uri: target.uri.toString(),
    podId: model.podId,
    field,
    ...(inScenario ? { scenarioId: model.scenarioId } : {}),
  };
  return panel.services.server
    .request<PlaceParams, PlaceResult>(placeRequest, params)
    .then((place) => place ?? undefined);
}

function lineRange(line: number | undefined): vscode.Range | undefined {
  return line === undefined ? undefined : new vscode.Range(line - 1, 0, line - 1, 0);
}

async function edit(
  panel: LifecyclePanel,
  method: string,
  params: Pick<EditFieldParams, 'field' | 'value'> | Pick<ApplyFixParams, 'index'>,
): Promise<boolean> {
  const { target, model } = panel;
  if (target === undefined || model === undefined) return false;
  const full = { uri: target.uri.toString(), podId: model.podId, ...params };
  return applyEdits(await panel.services.server.request<typeof full, EditsResult>(method, full));
}

/** Into its document, so that undo is native; in memory where there is none. */
async function editScenario(panel: LifecyclePanel, scenarioId: string, scenario: Scenario): Promise<boolean> {
  const { target, model } = panel;
  const params: EditScenarioParams = { uri: target?.uri.toString() ?? '', scenarioId, scenario };
  const isInDocument = model?.scenarioFile !== undefined && model.scenarioId === scenarioId;
  if (
    isInDocument &&
    (await applyEdits(
      await panel.services.server.request<EditScenarioParams, EditsResult>(editScenarioRequest, params),
    ))
  )
    return true;
  panel.keepScenario(scenario);
  return true;
}

async function saveScenario(panel: LifecyclePanel, scenario: Scenario): Promise<boolean> {
  const { target, model } = panel;
  if (target === undefined || model === undefined) return false;
  const params: ScenarioTextParams = { uri: target.uri.toString(), podId: model.podId, scenario };
  const made = await panel.services.server.request<ScenarioTextParams, TextResult>(scenarioTextRequest, params);
  if (made === undefined) return false;
  await openNewScenario(target.uri, made.text);
  return true;
}

async function openScenario(panel: LifecyclePanel): Promise<void> {
  const place = await placeOf(panel, 'spec', true);
  if (place !== undefined)
    await vscode.window.showTextDocument(vscode.Uri.parse(place.uri), {
      selection: asRange(place.range),
      viewColumn: vscode.ViewColumn.One,
    });
}

async function save(panel: LifecyclePanel, message: Extract<PanelMessage, { type: 'save' }>): Promise<boolean> {
  const folder = panel.target === undefined ? undefined : vscode.Uri.joinPath(panel.target.uri, '..', message.name);
  const uri = await vscode.window.showSaveDialog(
    folder?.scheme === 'untitled' || folder === undefined ? {} : { defaultUri: folder },
  );
  if (uri === undefined) return false;
  const bytes = message.format === 'png' ? fromBase64(message.text) : new TextEncoder().encode(message.text);
  await vscode.workspace.fs.writeFile(uri, bytes);
  return true;
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

async function setViewContext(message: Extract<PanelMessage, { type: 'view' }>): Promise<void> {
  const set = (key: string, value: unknown): Thenable<unknown> =>
    vscode.commands.executeCommand('setContext', key, value);
  await set('podscope.panelState', message.playing ? 'playing' : 'paused');
  await set('podscope.hasSelection', message.hasSelection);
  await set('podscope.hasBaseline', message.hasBaseline);
}
