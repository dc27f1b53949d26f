/** What both extension hosts share: registers commands and listeners at once, and starts the server with the first manifest that is open. */
import * as vscode from 'vscode';
import { registerCommands } from './commands.ts';
import { PodResources } from './context-keys.ts';
import { registerContent } from './documents-content.ts';
import { isServed } from './kube-files.ts';
import { LifecyclePanels } from './lifecycle-panels.ts';
import { type LoadClient, ServerLink, type ServerState } from './server-link.ts';
import { ScenarioTests } from './scenario-tests.ts';
import { registerStatus } from './status.ts';

/** What tests (and nobody else) may use. */
export interface PodscopeApi {
  readonly serverState: () => ServerState;
  /** Text that the panel says about itself after its last painting. */
  readonly panelSummary: () => string | undefined;
  readonly restart: () => Promise<void>;
  /** Documents that were sent to the server. */
  readonly served: () => readonly string[];
}

export function activateWith(context: vscode.ExtensionContext, load: LoadClient): PodscopeApi {
  const log = vscode.window.createOutputChannel('Podscope', { log: true });
  const server = new ServerLink(context, log, load);
  const pods = new PodResources();
  const panels = new LifecyclePanels(context, server, pods, log);
  const texts = registerContent(context, server);
  const tests = new ScenarioTests(server, panels);
  context.subscriptions.push(log, server, pods, panels, tests);
  registerCommands(context, { server, pods, panels, texts, tests, log });
  registerStatus(context, server, pods);
  watchDocuments(context, server, pods);
  return {
    serverState: () => server.state,
    panelSummary: () => panels.summary,
    restart: () => server.restart(),
    served: () => [...server.served],
  };
}

function watchDocuments(context: vscode.ExtensionContext, server: ServerLink, pods: PodResources): void {
  const look = (document: vscode.TextDocument): void => {
    if (isServed(document)) void server.start();
  };
  context.subscriptions.push(
    server.onDocumentStatus((status) => {
      pods.set(status);
    }),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (server.state === 'stopped') look(document);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      pods.forget(uri);
    }),
    vscode.window.onDidChangeActiveTextEditor(() => {
      pods.refreshActive();
    }),
  );
  vscode.workspace.textDocuments.forEach(look);
}
