/**
 * The other YAML files of the workspace: read in the background when the first manifest asks, with progress and cancel, kept up to date by
 * the client's file events and unsaved editors. A workspace in which nobody opens a manifest costs nothing.
 */
import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver';
import { createWorkspaceIndex, type Workspace, type WorkspaceIndex } from '../core/language.ts';
import { progressLater } from './progress.ts';
import { unlessRefused } from './run-safe.ts';
import type { Session } from './session.ts';

/** A workspace of more files is read up to here. */
const maxFiles = 5_000;
/** Files between two turns of the event loop. */
const filesPerTurn = 5;
const editPauseMs = 300;
const maxLastTexts = 100;
/** Hidden folders and those of packages are nobody's manifests. */
const isYaml = /\.ya?ml$/;
const skipped = /\/(\.[^/]+|node_modules|vendor|dist|target|__pycache__)\//;

export class WorkspaceFiles {
  readonly index: WorkspaceIndex = createWorkspaceIndex();
  readonly #session: Session;
  readonly #files: Workspace;
  readonly #changed: () => void;
  readonly #lastTexts = new Map<string, string>();
  readonly #pauses = new Map<string, ReturnType<typeof setTimeout>>();
  /** All that were found, whatever they hold. */
  readonly #uris = new Set<string>();
  #scan: Promise<void> | undefined;

  /** `changed` is called when anything that other documents may see has changed. */
  constructor(session: Session, files: Workspace, changed: () => void) {
    this.#session = session;
    this.#files = files;
    this.#changed = changed;
    session.connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri, type } of changes)
        if (type === FileChangeType.Created && !skipped.test(uri)) this.#uris.add(uri);
      void this.#reread(changes.map(({ uri, type }) => ({ uri, gone: type === FileChangeType.Deleted })));
    });
  }

  /** Starts reading, once. */
  start(folders: readonly string[]): void {
    if (this.#scan !== undefined || folders.length === 0) return;
    this.#watch();
    this.#scan = this.#readAll(folders);
  }

  /** The first reading of all files; settled at once where none was begun. */
  get ready(): Promise<void> {
    return this.#scan ?? Promise.resolve();
  }

  /** Reads added folders behind what is being read, and forgets what stood in removed ones. */
  foldersChanged(added: readonly string[], removed: readonly string[]): void {
    const before = this.#scan;
    if (before === undefined) return;
    const gone = this.uris().filter((uri) => removed.some((folder) => isIn(uri, folder)));
    this.#scan = before
      .then(() => this.#reread(gone.map((uri) => ({ uri, gone: true }))))
      .then(() => this.#readAll(added));
  }

  /** The client created, renamed or deleted files or whole folders. */
  moved(appeared: readonly string[], disappeared: readonly string[]): void {
    if (this.#scan === undefined) return;
    const gone = this.uris().filter((uri) => disappeared.some((place) => uri === place || isIn(uri, place)));
    for (const uri of appeared) if (isYaml.test(uri) && !skipped.test(uri)) this.#uris.add(uri);
    void this.#reread([
      ...gone.map((uri) => ({ uri, gone: true })),
      ...appeared.filter((uri) => isYaml.test(uri)).map((uri) => ({ uri, gone: false })),
    ]);
    const folders = appeared.filter((uri) => !isYaml.test(uri));
    if (folders.length > 0) void this.#readAll(folders);
  }

  /** For requests that need all files as they stand now, unsaved ones included. */
  async settled(): Promise<void> {
    await this.#scan;
    for (const uri of [...this.#pauses.keys()]) this.#readEditor(uri);
  }

  /** YAML files of the workspace, as far as they have been found. */
  uris(): readonly string[] {
    return [...this.#uris];
  }

  async read(uri: string): Promise<string | undefined> {
    const open = this.#session.documents.get(uri);
    if (open !== undefined) return open.positions.text;
    const text = await this.#files.read(uri);
    if (text !== undefined) this.#lastTexts.set(uri, text);
    for (const [oldest] of this.#lastTexts) if (this.#lastTexts.size > maxLastTexts) this.#lastTexts.delete(oldest);
    return text;
  }

  /** What the last `read` of a closed file gave. */
  lastText(uri: string): string | undefined {
    return this.#lastTexts.get(uri);
  }

  /** An editor's text counts before the one on disk; it is read when typing pauses. */
  edited(uri: string): void {
    clearTimeout(this.#pauses.get(uri));
    this.#pauses.set(
      uri,
      setTimeout(() => {
        this.#readEditor(uri);
      }, editPauseMs),
    );
  }

  #readEditor(uri: string): void {
    clearTimeout(this.#pauses.get(uri));
    this.#pauses.delete(uri);
    const text = this.#session.documents.get(uri)?.positions.text;
    if (text === undefined) return;
    this.#session.fileChanged(uri);
    if (this.index.update(uri, text)) this.#changed();
  }

  closed(uri: string): void {
    if (this.#scan !== undefined) void this.#reread([{ uri, gone: false }]);
  }

  async #readAll(folders: readonly string[]): Promise<void> {
    const cancel = { asked: false };
    const progress = progressLater(this.#session, 'Podscope: reading manifests', () => {
      cancel.asked = true;
    });
    let count = 0;
    let changed = false;
    for await (const uri of this.#files.list(folders, () => cancel.asked)) {
      if (cancel.asked || count >= maxFiles) break;
      count++;
      this.#uris.add(uri);
      if (this.#session.documents.get(uri) === undefined)
        changed = this.index.update(uri, await this.#files.read(uri)) || changed;
      if (count % filesPerTurn === 0) await turn();
      if (count % 100 === 0) progress.report(`${String(count)} files`);
    }
    progress.done();
    if (changed) this.#changed();
  }

  async #reread(files: readonly { readonly uri: string; readonly gone: boolean }[]): Promise<void> {
    let changed = false;
    for (const { uri, gone } of files) {
      if (gone) this.#uris.delete(uri);
      this.#lastTexts.delete(uri);
      this.#session.fileChanged(uri);
      if (this.#session.documents.get(uri) === undefined)
        changed = this.index.update(uri, gone ? undefined : await this.#files.read(uri)) || changed;
    }
    if (changed) this.#changed();
    for (const { uri } of files) this.#session.onFileChanged(uri);
  }

  #watch(): void {
    if (this.#session.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
    const watchers = [{ globPattern: '**/*.{yaml,yml}' }];
    void unlessRefused(this.#session.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

function isIn(uri: string, folder: string): boolean {
  return uri.startsWith(`${folder.replace(/\/$/, '')}/`);
}
