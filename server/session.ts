/** What all handlers share: the connection, open documents, what the client can do, and its settings. */
import type { ClientCapabilities, Connection, InitializeParams } from 'vscode-languageserver';
import type { FieldDocs } from '../core/language.ts';
import type { InitializationOptions, RuleDocsResult } from '../protocol/lsp.ts';
import type { Workspace } from '../core/language.ts';
import { clientFiles } from './client-files.ts';
import { type ConfigFiles, configFiles } from './config-files.ts';
import { Documents } from './documents.ts';
import { type Analysis, Engine } from './engine.ts';
import { type Encoding, Positions } from './positions.ts';
import { readSettings, type Settings } from './settings.ts';
import { Typing } from './typing.ts';
import { WorkspaceFiles } from './workspace-files.ts';

export interface Host {
  /** Text of a file beside the server: `field-docs.json`, `rule-docs.json`. */
  readonly readAsset: (name: string) => Promise<string>;
  /** Puts a text where an editor can open it, and answers its URI; left out where that is not possible. */
  readonly showText?: (name: string, text: string) => Promise<string>;
  /** Runs something later unless it is stopped; left out where the clock of the machine counts. */
  readonly wait?: (ms: number, run: () => void) => () => void;
  /** Told once what the client says about itself. */
  readonly opened?: (options: InitializationOptions) => void;
  /** Files of folders on this machine; left out where there are none: then the client is asked. */
  readonly disk?: Workspace;
}

export type RuleDocs = Readonly<Record<string, RuleDocsResult>>;

export class Session {
  readonly connection: Connection;
  readonly host: Host;
  readonly documents = new Documents();
  readonly engine = new Engine();
  readonly typing = new Typing(this);
  capabilities: ClientCapabilities = {};
  options: InitializationOptions = {};
  /** What the client has asked for so far: nothing is answered before `initialize` and after `shutdown`. */
  stage: 'new' | 'serving' | 'shut down' = 'new';
  /** Counts up with everything that can change all diagnoses: settings, other files. */
  generation = 0;
  readonly files: WorkspaceFiles;
  #folders: readonly string[] = [];
  readonly #configs: ConfigFiles;
  readonly #settings = new Map<string, Promise<Settings>>();
  /** What the client answered, by place. */
  readonly #answers = new Map<string | undefined, Promise<Settings>>();
  #pushed: unknown;
  #fieldDocs: Promise<FieldDocs | undefined> | undefined;
  #ruleDocs: Promise<RuleDocs | undefined> | undefined;

  constructor(connection: Connection, host: Host) {
    this.connection = connection;
    this.host = host;
    this.#configs = configFiles(
      (uri) => this.files.read(uri),
      () => this.#folders,
    );
    this.files = new WorkspaceFiles(this, workspaceOf(connection, host), () => {
      this.#others();
    });
  }

  /** Of an open document, or of a file that was just read. */
  positionsOf(uri: string): Positions | undefined {
    const open = this.documents.get(uri);
    if (open !== undefined) return open.positions;
    const text = this.files.lastText(uri);
    return text === undefined ? undefined : new Positions(text, this.documents.encoding);
  }

  /** Returns what stops it. */
  wait(ms: number, run: () => void): () => void {
    if (this.host.wait !== undefined) return this.host.wait(ms, run);
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  }

  /** Folders came or went: what stands in them counts, or no longer does. */
  foldersChanged(added: readonly string[], removed: readonly string[]): void {
    this.#folders = [...this.#folders.filter((folder) => !removed.includes(folder)), ...added];
    this.#settings.clear();
    this.#configs.forget();
    this.files.foldersChanged(added, removed);
    this.#others();
  }

  /** A document asks for what other files say. */
  needFiles(): void {
    this.files.start(this.#folders);
  }

  /** Called when a file has another text, or is gone. */
  onFileChanged: (uri: string) => void = () => undefined;

  /** Called when other files changed what documents may see. */
  onOthersChanged: () => void = () => undefined;

  /** Called when a document was closed, for what is remembered of it elsewhere. */
  onClosed: (uri: string) => void = () => undefined;

  #others(): void {
    this.generation++;
    this.onOthersChanged();
  }

  initialize(params: InitializeParams): void {
    this.stage = 'serving';
    this.capabilities = params.capabilities;
    this.options = (params.initializationOptions ?? {}) as InitializationOptions;
    this.host.opened?.(this.options);
    this.#pushed = this.options.settings;
    this.#folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
    this.documents.encoding = chooseEncoding(params.capabilities.general?.positionEncodings);
  }

  /** Of a document; asked from the client once and kept until it says that something changed. */
  settings(uri: string): Promise<Settings> {
    const known =
      this.#settings.get(uri) ?? this.clientSettings(uri).then((settings) => this.#configs.over(uri, settings));
    this.#settings.set(uri, known);
    return known;
  }

  /** A file changed on disk or in an editor: a configuration counts at once. */
  fileChanged(uri: string): void {
    if (!this.#configs.changed(uri)) return;
    this.#settings.clear();
    this.#others();
  }

  /** Of a file that is not open: as its folder of the workspace has them, so that thousands of files cost one question. */
  settingsOnDisk(uri: string): Promise<Settings> {
    const folder = this.#folders.find((root) => uri.startsWith(`${root.replace(/\/$/, '')}/`));
    return this.clientSettings(folder).then((settings) => this.#configs.over(uri, settings));
  }

  /** Without those of a `podscope.yaml`; of the window if no place is named. */
  clientSettings(uri?: string): Promise<Settings> {
    if (this.capabilities.workspace?.configuration !== true) return Promise.resolve(readSettings(this.#pushed));
    const known = this.#answers.get(uri) ?? this.#ask(uri);
    this.#answers.set(uri, known);
    return known;
  }

  /** `pushed` is what clients without `workspace/configuration` send along. */
  settingsChanged(pushed: unknown): void {
    const values = (pushed as { podscope?: unknown } | null | undefined)?.podscope;
    if (values !== undefined) this.#pushed = values;
    this.#settings.clear();
    this.#answers.clear();
    this.generation++;
  }

  /** Undefined for documents that are not open. */
  analyse(uri: string): Promise<Analysis> | undefined {
    const document = this.documents.get(uri);
    return document && this.engine.analyse(this, document);
  }

  forget(uri: string): void {
    this.typing.forget(uri);
    this.engine.forget(uri);
    this.onClosed(uri);
    this.#settings.delete(uri);
    this.#answers.delete(uri);
  }

  /** The API's descriptions, read at the first hover or completion. */
  fieldDocs(): Promise<FieldDocs | undefined> {
    return (this.#fieldDocs ??= this.#asset<FieldDocs>('field-docs.json'));
  }

  /** Pages of rules by code. */
  ruleDocs(): Promise<RuleDocs | undefined> {
    return (this.#ruleDocs ??= this.#asset<RuleDocs>('rule-docs.json'));
  }

  #asset<T>(name: string): Promise<T | undefined> {
    const parsed = this.host.readAsset(name).then((text) => JSON.parse(text) as T);
    return parsed.catch((error: unknown) => {
      this.connection.console.warn(`${name} cannot be read: ${String(error)}`);
      return undefined;
    });
  }

  #ask(uri: string | undefined): Promise<Settings> {
    const place = uri === undefined ? {} : { scopeUri: uri };
    const asked = this.connection.workspace.getConfiguration({ ...place, section: 'podscope' });
    return asked.then(readSettings, () => readSettings(undefined));
  }
}

/** Folders of this machine are read here; all others by the client. */
function workspaceOf(connection: Connection, { disk }: Host): Workspace {
  const client = clientFiles(connection);
  if (disk === undefined) return client;
  const isLocal = (uri: string): boolean => uri.startsWith('file:');
  return {
    list: (folders, isCancelled) =>
      folders.every(isLocal) ? disk.list(folders, isCancelled) : client.list(folders, isCancelled),
    read: (uri) => (isLocal(uri) ? disk.read(uri) : client.read(uri)),
  };
}

function chooseEncoding(offered: readonly string[] | undefined): Encoding {
  if (offered === undefined || offered.includes('utf-16')) return 'utf-16';
  return offered.includes('utf-8') ? 'utf-8' : offered.includes('utf-32') ? 'utf-32' : 'utf-16';
}
