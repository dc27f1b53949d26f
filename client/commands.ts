/** Everything of the palette and the menus. A command that cannot do anything says why. */
import * as vscode from 'vscode';
import {
  newScenarioRequest,
  type NewScenarioParams,
  ruleListRequest,
  type RuleListResult,
  runScenarioRequest,
  type RunScenarioParams,
  type RunScenarioResult,
  textRequest,
  type TextParams,
  type TextResult,
} from '../protocol/lsp.ts';
import type { Scenario } from '../core/simulation.ts';
import type { PanelCommand } from '../protocol/webview.ts';
import type { PodResources } from './context-keys.ts';
import { showRulePage, type TextDocuments } from './documents-content.ts';
import type { PanelTarget } from './panel-target.ts';
import type { LifecyclePanels } from './lifecycle-panels.ts';
import { samplePod } from './sample.ts';
import { openNewScenario } from './scenario-files.ts';
import type { ScenarioTests } from './scenario-tests.ts';
import type { ServerLink } from './server-link.ts';
import { whatIf } from './what-if.ts';

export interface Services {
  readonly server: ServerLink;
  readonly pods: PodResources;
  readonly panels: LifecyclePanels;
  readonly texts: TextDocuments;
  readonly tests: ScenarioTests;
  readonly log: vscode.LogOutputChannel;
}

const panelCommands: Readonly<Record<string, PanelCommand>> = {
  'podscope.playPause': 'playPause',
  'podscope.nextEvent': 'nextEvent',
  'podscope.previousEvent': 'previousEvent',
  'podscope.revealSource': 'revealCause',
  'podscope.pinForCompare': 'pinBaseline',
  'podscope.clearCompare': 'clearBaseline',
  'podscope.copyText': 'copyText',
  'podscope.copyMermaid': 'copyMermaid',
  'podscope.copyEvents': 'copyEvents',
  'podscope.exportSvg': 'saveSvg',
  'podscope.exportTrace': 'saveTrace',
  'podscope.exportJson': 'saveJson',
};

export function registerCommands(context: vscode.ExtensionContext, services: Services): void {
  const { panels, server, log } = services;
  const register = (id: string, run: (...args: readonly unknown[]) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(id, run));
  };
  register('podscope.simulate', (...args) => simulate(services, args, vscode.ViewColumn.Beside));
  register('podscope.openHere', (...args) => simulate(services, args, vscode.ViewColumn.Active));
  register('_podscope.showField', (...args) => showField(services, args));
  register('_podscope.showMoment', (...args) => showMoment(services, args));
  register('podscope.openAsText', (...args) => openAsText(services, args));
  register('podscope.lock', () => {
    panels.lockActive(true);
  });
  register('podscope.unlock', () => {
    panels.lockActive(false);
  });
  register('podscope.selectPod', () => selectPod(services));
  register('podscope.newScenario', () => newScenario(services));
  register('podscope.whatIf', (...args) => whatIf(server, panels, panels.active?.target ?? targetOf(args)));
  register('_podscope.runScenario', (...args) => runScenario(services, args));
  register('_podscope.checkScenario', (uri, id) =>
    typeof uri === 'string' && typeof id === 'string' ? services.tests.check(vscode.Uri.parse(uri), id) : undefined,
  );
  register('podscope.fixAll', () =>
    vscode.commands.executeCommand('editor.action.sourceAction', { kind: 'source.fixAll.podscope', apply: 'first' }),
  );
  register('podscope.showRule', (code) => (typeof code === 'string' ? showRulePage(code) : chooseRule(server)));
  register('podscope.restartServer', () => server.restart());
  register('podscope.showLog', () => {
    log.show();
  });
  register('podscope.openSample', () => openSample(services));
  for (const [id, command] of Object.entries(panelCommands))
    register(id, () => {
      panels.command(command);
    });
}

/** Menus give a URI; lenses and code actions a URI as text and a Pod's id; the palette nothing. */
function targetOf(args: readonly unknown[]): PanelTarget | undefined {
  const [first, second] = args;
  const active = vscode.window.activeTextEditor;
  const uri =
    first instanceof vscode.Uri ? first : typeof first === 'string' ? vscode.Uri.parse(first) : active?.document.uri;
  if (uri === undefined) return undefined;
  if (typeof second === 'string') return { uri, podId: second };
  return active?.document.uri.toString() === uri.toString() ? { uri, position: active.selection.active } : { uri };
}

async function simulate(services: Services, args: readonly unknown[], column: vscode.ViewColumn): Promise<void> {
  const target = targetOf(args);
  if (target === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a Kubernetes manifest with a Pod first.'));
    return;
  }
  services.panels.open(target, column);
  await services.server.start();
}

async function showField(services: Services, args: readonly unknown[]): Promise<void> {
  const [uri, podId, field] = args;
  if (typeof uri !== 'string' || typeof podId !== 'string' || typeof field !== 'string') return;
  services.panels.open({ uri: vscode.Uri.parse(uri), podId }, vscode.ViewColumn.Beside).showField(field);
  await services.server.start();
}

/** From a diagnosis: the playhead goes to the moment that shows it, with the Scenario that it needs. */
async function showMoment(services: Services, [uri, podId, atMs, scenario]: readonly unknown[]): Promise<void> {
  if (typeof uri !== 'string' || typeof podId !== 'string' || typeof atMs !== 'number') return;
  const panel = services.panels.open({ uri: vscode.Uri.parse(uri), podId }, vscode.ViewColumn.Beside);
  if (typeof scenario === 'object' && scenario !== null) panel.keepScenario(scenario as Scenario);
  panel.showMoment(atMs);
  await services.server.start();
}

async function openAsText(services: Services, args: readonly unknown[]): Promise<void> {
  const target = services.panels.active?.target ?? targetOf(args);
  if (target === undefined) return;
  const params: TextParams = {
    uri: target.uri.toString(),
    ...(target.podId === undefined ? {} : { podId: target.podId }),
  };
  const result = await services.server.request<TextParams, TextResult>(textRequest, params);
  if (result === undefined) void vscode.window.showInformationMessage(vscode.l10n.t('There is no Pod in this file.'));
  else await services.texts.open(`${target.uri.path.split('/').pop() ?? 'pod'}.txt`, result.text);
}

async function selectPod(services: Services): Promise<void> {
  const uri = services.panels.active?.target?.uri ?? vscode.window.activeTextEditor?.document.uri;
  const pods = (uri === undefined ? undefined : services.pods.get(uri)?.pods) ?? [];
  const chosen = await vscode.window.showQuickPick(
    pods.map(({ id, title, line }) => ({ label: title, description: vscode.l10n.t('line {0}', line), id })),
  );
  if (chosen !== undefined && uri !== undefined)
    services.panels.open({ uri, podId: chosen.id }, vscode.ViewColumn.Beside);
}

async function newScenario(services: Services): Promise<void> {
  const target = targetOf([]);
  if (target === undefined) return;
  await services.server.start();
  const params: NewScenarioParams = {
    uri: target.uri.toString(),
    ...(target.podId === undefined ? {} : { podId: target.podId }),
  };
  const made = await services.server.request<NewScenarioParams, TextResult | null>(newScenarioRequest, params);
  if (made != null) await openNewScenario(target.uri, made.text);
}

/** From a lens above a Scenario: its Pod with it in the panel. */
async function runScenario(services: Services, [uri, id]: readonly unknown[]): Promise<void> {
  if (typeof uri !== 'string' || typeof id !== 'string') return;
  const result = await services.server.request<RunScenarioParams, RunScenarioResult | null>(runScenarioRequest, {
    uri,
    id,
  });
  if (result?.place === undefined) {
    const why = result?.problem ?? vscode.l10n.t('The Scenario is gone.');
    void vscode.window.showInformationMessage(why);
    return;
  }
  const { place } = result;
  await services.panels.openFile({ ...place, uri: vscode.Uri.parse(place.uri) });
}

async function chooseRule(server: ServerLink): Promise<void> {
  await server.start();
  const list = await server.request<object, RuleListResult>(ruleListRequest, {});
  const items = (list?.rules ?? []).map(({ code, summary }) => ({ label: code, detail: summary }));
  const chosen = await vscode.window.showQuickPick(items, { matchOnDetail: true });
  if (chosen !== undefined) await showRulePage(chosen.label);
}

async function openSample(services: Services): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: samplePod });
  await vscode.window.showTextDocument(document);
  if (vscode.workspace.getConfiguration('podscope').get('panel.autoOpen') === 'onSample')
    await simulate(services, [document.uri], vscode.ViewColumn.Beside);
}
