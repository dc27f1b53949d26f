/** All Pod Lifecycle panels of the window: one that follows the active editor, any number that are locked to their file. */
import * as vscode from 'vscode';
import type { PanelCommand } from '../protocol/webview.ts';
import type { PodResources } from './context-keys.ts';
import { setContext } from './context-keys.ts';
import { LifecyclePanel } from './lifecycle-panel.ts';
import type { PanelTarget } from './panel-target.ts';
import type { ServerLink } from './server-link.ts';

export const viewType = 'podscope.lifecycle';

export class LifecyclePanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #context: vscode.ExtensionContext;
  readonly #server: ServerLink;
  readonly #pods: PodResources;
  readonly #log: vscode.LogOutputChannel;
  readonly #panels = new Set<LifecyclePanel>();
  readonly #listeners: vscode.Disposable[];

  constructor(context: vscode.ExtensionContext, server: ServerLink, pods: PodResources, log: vscode.LogOutputChannel) {
    this.#context = context;
    this.#server = server;
    this.#pods = pods;
    this.#log = log;
    this.#listeners = [
      vscode.window.registerWebviewPanelSerializer(viewType, this),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#forFile(document.uri, (panel) => {
          panel.refresh();
        });
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        this.#forFile(document.uri, (panel) => {
          panel.saved();
        });
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        this.#follow(editor);
      }),
      vscode.window.onDidChangeTextEditorSelection((event) => {
        this.#forFile(event.textEditor.document.uri, (panel) => {
          panel.cursor(event);
        });
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('podscope'))
          this.#panels.forEach((panel) => {
            panel.settingsChanged();
          });
      }),
      server.onState((state) => {
        if (state === 'running')
          this.#panels.forEach((panel) => {
            panel.refresh();
          });
      }),
      pods.onDidChange((uri) => {
        this.#forFile(vscode.Uri.parse(uri), (panel) => {
          panel.refresh();
        });
      }),
    ];
  }

  /** What the panel used last says about its picture. */
  get summary(): string | undefined {
    return (this.active ?? this.#dynamic)?.summary;
  }

  get active(): LifecyclePanel | undefined {
    return [...this.#panels].find((panel) => panel.isActive);
  }

  /** Opens or reuses the panel that follows the editor. */
  open(target: PanelTarget, column: vscode.ViewColumn): LifecyclePanel {
    const existing = this.#dynamic;
    if (existing !== undefined) {
      existing.show(target);
      existing.reveal();
      return existing;
    }
    const options = { enableFindWidget: true, ...this.#webviewOptions() };
    const webview = vscode.window.createWebviewPanel(
      viewType,
      'Pod Lifecycle',
      { viewColumn: column, preserveFocus: true },
      options,
    );
    return this.#adopt(webview, target, false);
  }

  /** As `open`, for a file that no editor may hold yet. */
  async openFile(target: PanelTarget): Promise<LifecyclePanel> {
    await openQuietly(target.uri);
    return this.open(target, vscode.ViewColumn.Beside);
  }

  /** For keys and the palette. */
  command(command: PanelCommand): void {
    (this.active ?? this.#dynamic)?.command(command);
  }

  lockActive(locked: boolean): void {
    this.active?.lock(locked);
  }

  /** After a restart of the window: the same file, scenario and Pod. */
  async deserializeWebviewPanel(webview: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = (state ?? {}) as Readonly<Record<string, unknown>>;
    webview.webview.options = this.#webviewOptions();
    const uri =
      typeof kept['uri'] === 'string' ? vscode.Uri.parse(kept['uri']) : vscode.window.activeTextEditor?.document.uri;
    if (uri !== undefined) await openQuietly(uri);
    this.#adopt(webview, uri === undefined ? undefined : { uri, ...targetOf(kept) }, kept['locked'] === true);
    await this.#server.start();
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    for (const panel of this.#panels) panel.dispose();
  }

  get #dynamic(): LifecyclePanel | undefined {
    return [...this.#panels].find((panel) => !panel.isLocked);
  }

  #webviewOptions(): vscode.WebviewOptions {
    return {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.#context.extensionUri, 'dist', 'webview')],
    };
  }

  #adopt(webview: vscode.WebviewPanel, target: PanelTarget | undefined, locked: boolean): LifecyclePanel {
    webview.iconPath = vscode.Uri.joinPath(this.#context.extensionUri, 'media', 'icons', 'podscope.png');
    const panel = new LifecyclePanel(
      webview,
      { extensionUri: this.#context.extensionUri, server: this.#server, log: this.#log },
      target,
      locked,
    );
    this.#panels.add(panel);
    webview.onDidDispose(() => {
      this.#panels.delete(panel);
      panel.dispose();
    });
    webview.onDidChangeViewState(() => {
      if (webview.active) void setContext('podscope.panelLocked', panel.isLocked);
    });
    return panel;
  }

  #forFile(uri: vscode.Uri, run: (panel: LifecyclePanel) => void): void {
    for (const panel of this.#panels) if (panel.concerns(uri)) run(panel);
  }

  #follow(editor: vscode.TextEditor | undefined): void {
    if (editor === undefined || !vscode.workspace.getConfiguration('podscope').get('panel.followEditor', true)) return;
    const panel = this.#dynamic;
    const hasPods = (this.#pods.get(editor.document.uri)?.pods.length ?? 0) > 0;
    if (panel === undefined || !hasPods || panel.concerns(editor.document.uri)) return;
    panel.show({ uri: editor.document.uri });
  }
}

/** What the webview kept of its Pod and Scenario. */
function targetOf(kept: Readonly<Record<string, unknown>>): Omit<PanelTarget, 'uri'> {
  const { podId, scenarioId, scenario } = kept;
  return {
    ...(typeof podId === 'string' ? { podId } : {}),
    ...(typeof scenarioId === 'string' ? { scenarioId } : {}),
    ...(typeof scenario === 'object' && scenario !== null ? { scenario } : {}),
  };
}

async function openQuietly(uri: vscode.Uri): Promise<void> {
  // The file may be gone since: the panel then says that there is no Pod.
  await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
}
