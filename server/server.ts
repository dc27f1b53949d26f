/** Puts the server together: initialisation, documents, settings; features live in handlers of their own. */
import { type Connection, DidChangeConfigurationNotification, type InitializeResult } from 'vscode-languageserver';
import { capabilities } from './capabilities.ts';
import { registerCommands } from './commands.ts';
import { registerDiagnostics } from './diagnostics.ts';
import { listenToFolders, registerFolders } from './folders.ts';
import { registerHandlers } from './handlers.ts';
import { registerPanelHandlers } from './panel-handlers.ts';
import { version } from '../protocol/version.ts';
import { unlessRefused } from './run-safe.ts';
import { registerScenarioHandlers } from './scenario-handlers.ts';
import { type Host, Session } from './session.ts';
import { typedAt } from './typing.ts';
import { WorkspaceDiagnostics } from './workspace-diagnostics.ts';

/** Serves one client until it says `exit`. */
export function startServer(connection: Connection, host: Host): void {
  const session = new Session(connection, host);
  connection.onInitialize((params): InitializeResult => {
    session.initialize(params);
    return { capabilities: capabilities(session), serverInfo: { name: 'podscope', version } };
  });
  const ofWorkspace = new WorkspaceDiagnostics(session);
  connection.onInitialized(() => {
    listenToFolders(session);
    void ofWorkspace.settingsChanged();
    if (session.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      void unlessRefused(connection.client.register(DidChangeConfigurationNotification.type, { section: 'podscope' }));
    }
  });
  connection.onShutdown(() => {
    session.stage = 'shut down';
  });
  const diagnostics = registerDiagnostics(session);
  registerDocuments(session, diagnostics.changed);
  session.onOthersChanged = () => {
    diagnostics.refreshAll();
    ofWorkspace.changed();
  };
  session.onFileChanged = (uri) => {
    ofWorkspace.changed(uri);
  };
  connection.onDidChangeConfiguration(({ settings }) => {
    session.settingsChanged(settings);
    diagnostics.refreshAll();
    void ofWorkspace.settingsChanged();
  });
  registerFolders(session);
  registerHandlers(session);
  registerPanelHandlers(session);
  registerScenarioHandlers(session);
  registerCommands(session);
  connection.listen();
}

function registerDocuments(session: Session, changed: (uri: string) => void): void {
  const { connection, documents } = session;
  connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
    documents.open(uri, version, text);
    session.files.edited(uri);
    changed(uri);
    session.onFileChanged(uri);
  });
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    const before = documents.get(textDocument.uri);
    const after = documents.change(textDocument.uri, textDocument.version, contentChanges);
    if (before === undefined || after === undefined) return;
    session.typing.edited(textDocument.uri, typedAt(before.positions, after.positions, contentChanges));
    session.files.edited(textDocument.uri);
    changed(textDocument.uri);
  });
  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
    session.typing.done(uri);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    if (documents.close(uri)) changed(uri);
    session.forget(uri);
    session.files.closed(uri);
  });
}
