/** What the server offers, as far as the client can take it. */
import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import { showTextCommand } from './commands.ts';
import { source } from './convert.ts';
import { folderCapabilities } from './folders.ts';
import { tokenModifiers, tokenTypes } from './mark-handlers.ts';
import type { Session } from './session.ts';
import { offersWorkspace } from './workspace-diagnostics.ts';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.${source}`;

export function capabilities(session: Session): ServerCapabilities {
  const { capabilities: client, documents } = session;
  const pulls = client.textDocument?.diagnostic !== undefined;
  return {
    positionEncoding: documents.encoding,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    ...(pulls
      ? {
          diagnosticProvider: {
            identifier: source,
            interFileDependencies: true,
            workspaceDiagnostics: offersWorkspace(session),
          },
        }
      : {}),
    workspace: folderCapabilities,
    hoverProvider: true,
    ...(session.host.showText === undefined || session.options.hasPanel === true
      ? {}
      : { executeCommandProvider: { commands: [showTextCommand] } }),
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, fixAllKind, CodeActionKind.RefactorRewrite],
      resolveProvider: true,
    },
    codeLensProvider: { resolveProvider: true },
    completionProvider: { resolveProvider: true },
    documentSymbolProvider: true,
    inlayHintProvider: true,
    // VS Code has both from its own indentation and from others; other editors may have nobody.
    ...(session.options.hasCommands === true ? {} : { foldingRangeProvider: true, selectionRangeProvider: true }),
    ...(client.textDocument?.semanticTokens === undefined
      ? {}
      : { semanticTokensProvider: { legend: { tokenTypes, tokenModifiers }, full: { delta: true }, range: true } }),
    documentLinkProvider: {},
    workspaceSymbolProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: client.textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true,
  };
}
