/** The language server as the rest of the client sees it: starts on the first manifest, answers our requests, tells when it is ready or gone. */
import type * as clientLibrary from 'vscode-languageclient';
import * as vscode from 'vscode';
import type { BaseLanguageClient, CloseHandlerResult, LanguageClientOptions } from 'vscode-languageclient';
import {
  listFilesRequest,
  type ReadFileParams,
  readFileRequest,
  type AssetParams,
  assetRequest,
  type AssetResult,
  type DocumentStatus,
  documentStatusNotification,
  type InitializationOptions,
} from '../protocol/lsp.ts';
import { foreignFingerprint, hasYamlExtension } from './coexistence.ts';
import { makeCrashes } from './crashes.ts';
import { libraryLog } from './library-log.ts';
import { makeMiddleware } from './middleware.ts';
import { listFiles, readText } from './workspace-files.ts';

type Library = Pick<
  typeof clientLibrary,
  'State' | 'CloseAction' | 'ErrorAction' | 'RevealOutputChannelOn' | 'DocumentDiagnosticRequest'
>;

/** Loads the client library, and makes a client of it. */
export type LoadClient = () => Promise<{
  readonly library: Library;
  readonly make: (options: LanguageClientOptions, log: vscode.LogOutputChannel) => BaseLanguageClient;
}>;

export class ServerLink implements vscode.Disposable {
  readonly #load: LoadClient;
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #status = new vscode.EventEmitter<DocumentStatus>();
  readonly #state = new vscode.EventEmitter<ServerState>();
  readonly #crashes = makeCrashes();
  /** What other extensions said last, by document. */
  readonly #heard = new Map<string, string>();
  /** Documents that the server has been told of. */
  readonly served = new Set<string>();
  #foreign: vscode.Disposable | undefined;
  #client: BaseLanguageClient | undefined;
  #starting: Promise<void> | undefined;
  #current: ServerState = 'stopped';

  readonly onDocumentStatus = this.#status.event;
  readonly onState = this.#state.event;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, load: LoadClient) {
    this.#context = context;
    this.#log = log;
    this.#load = load;
  }

  get state(): ServerState {
    return this.#current;
  }

  /** Starts the server once; later calls wait for the same start. */
  start(): Promise<void> {
    this.#starting ??= this.#startNow();
    return this.#starting;
  }

  async restart(): Promise<void> {
    this.#crashes.forget();
    await this.#client?.stop().catch(() => undefined);
    this.#client = undefined;
    this.#starting = undefined;
    await this.start();
  }

  /** Undefined if the server is not there, or fails. */
  async request<P, R>(method: string, params: P, token?: vscode.CancellationToken): Promise<R | undefined> {
    try {
      await this.#starting;
      if (this.#client?.isRunning() !== true) return undefined;
      // Where the server has nothing to say it answers null.
      return (await this.#client.sendRequest<R | null>(method, params, token)) ?? undefined;
    } catch (error) {
      this.#log.debug(`${method}: ${String(error)}`);
      return undefined;
    }
  }

  dispose(): void {
    this.#status.dispose();
    this.#state.dispose();
    this.#foreign?.dispose();
    void this.#client?.dispose().catch(() => undefined);
  }

  async #startNow(): Promise<void> {
    this.#foreign?.dispose();
    this.#set('starting');
    this.served.clear();
    const { library, make } = await this.#load();
    const { State } = library;
    const client = make(this.#options(library), this.#log);
    this.#client = client;
    client.onDidChangeState(({ newState }) => {
      this.#set(newState === State.Running ? 'running' : newState === State.Starting ? 'starting' : 'stopped');
    });
    client.onNotification(documentStatusNotification, (status: DocumentStatus) => {
      this.#status.fire(status);
    });
    client.onRequest(assetRequest, (params: AssetParams): Promise<AssetResult> => this.#readAsset(params.name));
    client.onRequest(listFilesRequest, listFiles);
    client.onRequest(readFileRequest, ({ uri }: ReadFileParams) => readText(uri));
    this.#foreign = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris) pullAgain(library, client, uri, this.#heard);
    });
    try {
      await client.start();
    } catch (error) {
      this.#log.error(`The language server did not start: ${String(error)}`);
      this.#set('failed');
    }
  }

  #options({ RevealOutputChannelOn, ErrorAction, CloseAction }: Library): LanguageClientOptions {
    const assets = vscode.Uri.joinPath(this.#context.extensionUri, 'dist').toString(true);
    const initializationOptions: InitializationOptions = { hasCommands: true, hasPanel: true, assets };
    return {
      documentSelector: [{ language: 'yaml' }],
      initializationOptions,
      outputChannel: libraryLog(this.#log),
      traceOutputChannel: this.#log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      textSynchronization: { delayOpenNotifications: true },
      middleware: makeMiddleware(() => this.#client, this.served),
      markdown: {
        isTrusted: {
          enabledCommands: ['podscope.simulate', 'podscope.showInPanel', 'podscope.showRule', '_podscope.showField'],
        },
      },
      diagnosticPullOptions: { onChange: true, onTabs: false },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.#onClosed(CloseAction),
      },
    };
  }

  /** A crashed server restarts by itself; the fifth crash within three minutes is told. */
  #onClosed(CloseAction: Library['CloseAction']): CloseHandlerResult {
    if (this.#crashes.ended(Date.now()) === 'restart') {
      this.#log.warn('The language server ended unexpectedly and is started again.');
      return { action: CloseAction.Restart, handled: true };
    }
    this.#log.error('The language server ended five times within three minutes and stays down.');
    this.#set('failed');
    void offerRestart(this.#log, () => this.restart());
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  async #readAsset(name: string): Promise<AssetResult> {
    if (!/^[a-z-]+\.json$/.test(name)) return { text: '' };
    const uri = vscode.Uri.joinPath(this.#context.extensionUri, 'dist', name);
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  }

  #set(state: ServerState): void {
    if (this.#current === state || (this.#current === 'failed' && state === 'stopped')) return;
    this.#current = state;
    this.#state.fire(state);
  }
}

/** When Red Hat's extension has said something new of a document, ours is held against it once more. */
function pullAgain(
  { DocumentDiagnosticRequest }: Library,
  client: BaseLanguageClient,
  uri: vscode.Uri,
  heard: Map<string, string>,
): void {
  if (!hasYamlExtension()) return;
  const key = uri.toString();
  const said = foreignFingerprint(uri);
  if ((heard.get(key) ?? '') === said) return;
  heard.set(key, said);
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === key);
  if (document !== undefined)
    client.getFeature(DocumentDiagnosticRequest.method).getProvider(document)?.onDidChangeDiagnosticsEmitter.fire();
}

export type ServerState = 'stopped' | 'starting' | 'running' | 'failed';

async function offerRestart(log: vscode.LogOutputChannel, restart: () => Promise<void>): Promise<void> {
  const again = vscode.l10n.t('Restart');
  const show = vscode.l10n.t('Show Log');
  const chosen = await vscode.window.showErrorMessage(
    vscode.l10n.t(
      'The Podscope language server ended five times within three minutes, so manifests are not checked any more.',
    ),
    again,
    show,
  );
  if (chosen === again) await restart();
  if (chosen === show) log.show();
}
