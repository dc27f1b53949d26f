/**
 * Diagnoses of every manifest of the workspace, for clients that pull them and users who switched `podscope.workspaceDiagnostics` on. While
 * nothing changes the request stays open: no client has to ask again and again. Open documents are told by their own pulls, never twice.
 */
import {
  type CancellationToken,
  type Disposable,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  type Diagnostic as LspDiagnostic,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { createLanguage, type Language } from '../core/language.ts';
import { source, toLspDiagnostic } from './convert.ts';
import { Positions } from './positions.ts';
import { progressLater } from './progress.ts';
import { runSafe, unlessRefused } from './run-safe.ts';
import type { Session } from './session.ts';
import { readSettings } from './settings.ts';

/** Reports go out in parts of so many files. */
const filesPerPart = 50;
/** Other requests come first after this much work. */
const turnMs = 8;

/** Documents are pulled through the registration that is always there. */
const offered = {
  documentSelector: [],
  identifier: `${source}-workspace`,
  interFileDependencies: true,
  workspaceDiagnostics: true,
};

/** What was said of a file last, and under which settings and neighbours. */
interface Said {
  readonly resultId: string;
  readonly generation: number;
}
type Told = ReadonlyMap<string, string>;
type Report = WorkspaceDocumentDiagnosticReport;

export class WorkspaceDiagnostics {
  readonly #session: Session;
  readonly #said = new Map<string, Said>();
  readonly #waiting = new Set<() => void>();
  #isOn = false;
  #registered: Promise<Disposable | undefined> | undefined;

  constructor(session: Session) {
    this.#session = session;
    session.connection.languages.diagnostics.onWorkspace((params, token, _workDone, parts) =>
      runSafe(session.connection.console, 'workspaceDiagnostic', token, { items: [] }, () =>
        this.#pull(params, token, parts === undefined ? undefined : (items) => parts.report({ items })),
      ),
    );
  }

  /** The setting may have changed: offered where it is on, taken back where it is off. */
  async settingsChanged(): Promise<void> {
    const { workspaceDiagnostics } = await this.#session.clientSettings();
    const { client } = this.#session.connection;
    this.#isOn = workspaceDiagnostics;
    this.changed();
    if (!canRegister(this.#session) || (this.#registered !== undefined) === workspaceDiagnostics) return;
    if (workspaceDiagnostics)
      this.#registered = unlessRefused(client.register(DocumentDiagnosticRequest.type, offered));
    else {
      const registered = this.#registered;
      this.#registered = undefined;
      (await registered)?.dispose();
      this.#said.clear();
    }
  }

  /** A file was changed, opened or closed: requests that wait go on. */
  changed(uri?: string): void {
    if (uri !== undefined) this.#said.delete(uri);
    for (const go of [...this.#waiting]) go();
  }

  /** Clients that take answers in parts are kept waiting while there is nothing new; others get an answer at once. */
  async #pull(
    { previousResultIds }: WorkspaceDiagnosticParams,
    token: CancellationToken,
    send: ((items: Report[]) => void) | undefined,
  ): Promise<WorkspaceDiagnosticReport> {
    if (!this.#isOn) return { items: [] };
    const told = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    const items: Report[] = [];
    let count = 0;
    while (!token.isCancellationRequested) {
      const change = this.#nextChange(token);
      const isWhole = await this.#checkAll(told, token, (part) => {
        count += part.length;
        if (send === undefined) items.push(...part);
        else send(part);
      });
      if (send === undefined || (count > 0 && isWhole)) break;
      await change;
      if (count > 0) break;
    }
    return { items };
  }

  #nextChange(token: CancellationToken): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        this.#waiting.delete(go);
        resolve();
      };
      this.#waiting.add(go);
      token.onCancellationRequested(go);
    });
  }

  /** False where the user cancelled it: then it rests until something changes. */
  async #checkAll(told: Told, token: CancellationToken, send: (part: Report[]) => void): Promise<boolean> {
    const session = this.#session;
    session.needFiles();
    await session.files.settled();
    const cancel = { asked: false };
    const isCancelled = (): boolean => cancel.asked || token.isCancellationRequested || !this.#isOn;
    const progress = progressLater(session, 'Podscope: checking manifests', () => {
      cancel.asked = true;
    });
    // A cache of its own: thousands of files must not push out what is open.
    const language = createLanguage();
    const uris = [...new Set([...session.files.uris(), ...told.keys()])];
    let part: Report[] = [];
    let turnEnds = performance.now() + turnMs;
    for (const [index, uri] of uris.entries()) {
      if (isCancelled()) break;
      const report = await this.#report(language, uri, told.get(uri));
      if (report !== undefined) part.push(report);
      if (part.length >= filesPerPart) {
        send(part);
        part = [];
      }
      if (performance.now() < turnEnds) continue;
      progress.report(`${String(index + 1)} of ${String(uris.length)} files`);
      await turn();
      turnEnds = performance.now() + turnMs;
    }
    progress.done();
    if (part.length > 0 && !isCancelled()) send(part);
    return !cancel.asked;
  }

  /** Undefined where the client knows it already, or where there never was anything to say. */
  async #report(language: Language, uri: string, told: string | undefined): Promise<Report | undefined> {
    const { documents, generation } = this.#session;
    const known = this.#said.get(uri);
    const isOpen = documents.get(uri) !== undefined;
    if (!isOpen && known?.generation === generation && known.resultId === (told ?? nothing)) return undefined;
    const items = isOpen ? [] : await this.#diagnose(language, uri);
    const resultId = idOf(items);
    if (!isOpen) this.#said.set(uri, { resultId, generation });
    if (resultId === (told ?? nothing)) return undefined;
    return { kind: DocumentDiagnosticReportKind.Full, uri, version: null, resultId, items };
  }

  async #diagnose(language: Language, uri: string): Promise<LspDiagnostic[]> {
    const { files, engine, documents } = this.#session;
    const text = await files.read(uri);
    if (text === undefined) return [];
    const diagnostics = engine.check(this.#session, language, { uri, text }, await this.#session.settingsOnDisk(uri));
    if (diagnostics.length === 0) return [];
    const document = { uri, version: 0, positions: new Positions(text, documents.encoding) };
    return diagnostics.map((diagnostic) => toLspDiagnostic(document, diagnostic));
  }
}

/** What a static capability says to clients that take no registrations. */
export function offersWorkspace(session: Session): boolean {
  return !canRegister(session) && readSettings(session.options.settings).workspaceDiagnostics;
}

function canRegister({ capabilities }: Session): boolean {
  return capabilities.textDocument?.diagnostic?.dynamicRegistration === true;
}

const nothing = '0';

/** Equal for equal diagnoses: a short digest of their text. */
function idOf(items: readonly LspDiagnostic[]): string {
  if (items.length === 0) return nothing;
  const text = JSON.stringify(items);
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return `${String(text.length)}.${String(hash >>> 0)}`;
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
