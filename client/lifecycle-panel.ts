/** One Pod Lifecycle panel: keeps its webview in step with the text, and answers what the webview asks for. */
import * as vscode from 'vscode';
import {
  fieldAtRequest,
  type FieldAtParams,
  type FieldAtResult,
  modelRequest,
  type ModelParams,
  type ModelResult,
  type PanelModel,
} from '../protocol/lsp.ts';
import { type HostMessage, type PanelCommand, type PanelMessage, protocolVersion } from '../protocol/webview.ts';
import { isPanelMessage } from '../protocol/webview-guards.ts';
import type { Scenario, SimulationInput } from '../core/simulation.ts';
import { Baselines, type Load } from './baselines.ts';
import { gitApi } from './git-api.ts';
import { panelHtml } from './panel-html.ts';
import { handlePanelMessage } from './panel-messages.ts';
import { isDirty, panelSettings } from './panel-settings.ts';
import type { PanelServices, PanelTarget } from './panel-target.ts';

/** Text that is broken for a moment while somebody types must not flicker. */
const staleAfterMs = 500;

type Body<T> = T extends unknown ? Omit<T, 'v'> : never;

export class LifecyclePanel implements vscode.Disposable {
  readonly services: PanelServices;
  readonly #panel: vscode.WebviewPanel;
  readonly #baselines: Baselines;
  readonly #listeners: vscode.Disposable[];
  #target: PanelTarget | undefined;
  #locked: boolean;
  #ready = false;
  #dirty = true;
  #asking = false;
  #again = false;
  #version = 0;
  #staleTimer: ReturnType<typeof setTimeout> | undefined;
  #scenarioId: string | undefined;
  #scenario: Scenario | undefined;
  #shownField: string | undefined;
  #shownMs: number | undefined;
  #disposed = false;
  model: PanelModel | undefined;
  summary: string | undefined;

  constructor(panel: vscode.WebviewPanel, services: PanelServices, target: PanelTarget | undefined, locked: boolean) {
    this.services = services;
    this.#panel = panel;
    this.#target = target;
    this.#locked = locked;
    this.#scenarioId = target?.scenarioId;
    this.#scenario = target?.scenario;
    this.#baselines = new Baselines(
      gitApi,
      (params) => this.#load(params),
      () => {
        this.send(this.#baselines.message());
        this.refresh();
      },
    );
    this.#listeners = [
      this.#baselines,
      panel.webview.onDidReceiveMessage((message: unknown) => {
        this.#receive(message);
      }),
      panel.onDidChangeViewState(() => {
        if (panel.visible && this.#dirty) this.refresh();
      }),
    ];
    panel.webview.html = panelHtml(panel.webview, services.extensionUri);
    if (target !== undefined) void this.#baselines.open(target.uri);
  }

  get isActive(): boolean {
    return this.#panel.active;
  }
  get isLocked(): boolean {
    return this.#locked;
  }
  get target(): PanelTarget | undefined {
    return this.#target;
  }

  concerns(uri: vscode.Uri): boolean {
    const scenarioFile = this.#scenarioId;
    return this.#target?.uri.toString() === uri.toString() || (scenarioFile?.startsWith(uri.toString()) ?? false);
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  show(target: PanelTarget): void {
    const isOther = target.uri.toString() !== this.#target?.uri.toString();
    if (isOther) {
      this.#scenarioId = undefined;
      this.#scenario = undefined;
      void this.#baselines.open(target.uri);
    }
    if (target.scenarioId !== undefined || target.scenario !== undefined) {
      this.#scenarioId = target.scenarioId;
      this.#scenario = target.scenario;
    }
    this.#target = target;
    this.refresh();
  }

  /** Shows a field's first effect, once the picture is there. */
  showField(field: string): void {
    this.#shownField = field;
    this.refresh();
  }

  /** Moves the playhead there, once the picture is there. */
  showMoment(atMs: number): void {
    this.#shownMs = atMs;
    this.refresh();
  }

  lock(locked: boolean): void {
    this.#locked = locked;
    void vscode.commands.executeCommand('setContext', 'podscope.panelLocked', locked);
    this.refresh();
  }

  selectPod(podId: string): void {
    if (this.#target !== undefined) this.show({ uri: this.#target.uri, podId });
  }

  selectScenario(scenarioId: string): void {
    this.#scenarioId = scenarioId;
    this.#scenario = undefined;
    this.refresh();
  }

  /** A Scenario without a file lives here until it is saved. */
  keepScenario(scenario: Scenario): void {
    this.#scenario = scenario;
    this.refresh();
  }

  /** `input`: the run of another state of the Pod, to be pinned. */
  async selectBaseline(id: string, input?: SimulationInput): Promise<void> {
    await this.#baselines.select(id, this.model, input);
    this.send(this.#baselines.message());
    this.refresh();
  }

  command(command: PanelCommand): void {
    this.send({ type: 'command', command });
  }
  settingsChanged(): void {
    this.send({ type: 'settings', settings: panelSettings() });
    this.refresh();
  }

  /** The saved state is what "compare with last save" compares with from now on. */
  saved(): void {
    if (this.model !== undefined) this.#baselines.saved(this.model);
  }

  cursor(event: vscode.TextEditorSelectionChangeEvent): void {
    const uri = event.textEditor.document.uri.toString();
    const position = event.selections[0]?.active;
    if (position === undefined || !this.#panel.visible) return;
    const params: FieldAtParams = { uri, position: { line: position.line, character: position.character } };
    void this.services.server.request<FieldAtParams, FieldAtResult | null>(fieldAtRequest, params).then((at) => {
      const field = at?.podId === this.model?.podId ? at?.field : undefined;
      this.send({ type: 'cursor', ...(field === undefined ? {} : { field }) });
    });
  }

  /** Asks the server for the newest model; calls while one is under way lead to one more. */
  refresh(): void {
    this.#dirty = true;
    if (!this.#ready || !this.#panel.visible || this.#disposed) return;
    if (this.#asking) {
      this.#again = true;
      return;
    }
    void this.#ask();
  }

  send(message: Body<HostMessage>): void {
    if (this.#ready && !this.#disposed) void this.#panel.webview.postMessage({ v: protocolVersion, ...message });
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#staleTimer);
    for (const listener of this.#listeners) listener.dispose();
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    do {
      this.#again = false;
      this.#dirty = false;
      this.#accept(await this.#request());
    } while (this.#again && !this.#disposed);
    this.#asking = false;
  }

  #request(): Promise<ModelResult | null | undefined> | undefined {
    const target = this.#target;
    if (target === undefined) return undefined;
    const { line, character } = target.position ?? {};
    const params: ModelParams = {
      uri: target.uri.toString(),
      ...(target.podId === undefined ? {} : { podId: target.podId }),
      ...(line === undefined || character === undefined ? {} : { position: { line, character } }),
      ...(this.#scenarioId === undefined ? {} : { scenarioId: this.#scenarioId }),
      ...(this.#scenario === undefined ? {} : { scenario: this.#scenario }),
    };
    return this.services.server.request<ModelParams, ModelResult | null>(modelRequest, params);
  }

  /** The same Pod in another state, for a comparison. */
  async #load(other: Parameters<Load>[0]): Promise<PanelModel | undefined> {
    if (this.#target === undefined || this.model === undefined) return undefined;
    const params: ModelParams = { uri: this.#target.uri.toString(), podId: this.model.podId, ...other };
    const result = await this.services.server.request<ModelParams, ModelResult>(modelRequest, params);
    return result?.kind === 'model' ? result.model : undefined;
  }

  #accept(result: ModelResult | null | undefined): void {
    clearTimeout(this.#staleTimer);
    if (result === undefined || this.#disposed) return;
    // The file is not open any more.
    if (result === null) return this.#showEmpty();
    switch (result.kind) {
      case 'model':
        this.#showModel(result.model);
        return;
      case 'empty':
        this.#showEmpty();
        return;
      case 'stale':
        this.#staleTimer = setTimeout(() => {
          this.send({ type: 'stale', line: result.line, message: result.message });
        }, staleAfterMs);
    }
  }

  #showModel(model: PanelModel): void {
    this.model = model;
    if (this.#target !== undefined) this.#target = { uri: this.#target.uri, podId: model.podId };
    this.#scenarioId = model.scenarioId;
    this.#baselines.seen(model, isDirty(this.#target?.uri));
    this.#panel.title = `Pod Lifecycle: ${model.podName}`;
    this.send({
      ...model,
      type: 'model',
      version: ++this.#version,
      baselines: this.#baselines.choices(),
      locked: this.#locked,
    });
    if (this.#shownMs !== undefined) this.send({ type: 'showMoment', atMs: this.#shownMs });
    if (this.#shownField !== undefined) this.send({ type: 'show', field: this.#shownField });
    this.#shownMs = undefined;
    this.#shownField = undefined;
  }

  #showEmpty(): void {
    this.model = undefined;
    this.#panel.title = 'Pod Lifecycle';
    const file = this.#target?.uri.path.split('/').pop();
    this.send({ type: 'empty', ...(file === undefined ? {} : { file }) });
  }

  #receive(message: unknown): void {
    if (!isPanelMessage(message)) {
      this.services.log.debug(`Unknown message of the panel: ${JSON.stringify(message).slice(0, 200)}`);
      return;
    }
    if (message.type === 'ready') this.#greet();
    else if (message.type === 'painted') this.summary = message.summary;
    else this.#handle(message);
  }

  #greet(): void {
    this.#ready = true;
    this.send({ type: 'init', language: vscode.env.language, settings: panelSettings() });
    if (this.#target === undefined) this.#showEmpty();
    else this.refresh();
  }

  #handle(message: PanelMessage): void {
    handlePanelMessage(this, message).catch((error: unknown) => {
      this.services.log.error(`${message.type}: ${String(error)}`);
      if ('id' in message) this.send({ type: 'reply', id: message.id, ok: false });
    });
  }
}
