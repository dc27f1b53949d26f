/** Folders and files that come, go and move while the server runs, as the client tells it. */
import type { ServerCapabilities } from 'vscode-languageserver';
import type { Session } from './session.ts';

const pattern = { pattern: { glob: '**/*.{yaml,yml}' } };
/** Deleting or renaming a folder takes its files along. */
const folder = { pattern: { glob: '**', matches: 'folder' as const } };

export const folderCapabilities: NonNullable<ServerCapabilities['workspace']> = {
  workspaceFolders: { supported: true, changeNotifications: true },
  fileOperations: {
    didCreate: { filters: [pattern] },
    didRename: { filters: [pattern, folder] },
    didDelete: { filters: [pattern, folder] },
  },
};

export function registerFolders(session: Session): void {
  const { connection } = session;
  connection.workspace.onDidCreateFiles(({ files }) => {
    session.files.moved(urisOf(files), []);
  });
  connection.workspace.onDidDeleteFiles(({ files }) => {
    session.files.moved([], urisOf(files));
  });
  connection.workspace.onDidRenameFiles(({ files }) => {
    session.files.moved(
      files.map(({ newUri }) => newUri),
      files.map(({ oldUri }) => oldUri),
    );
  });
}

/** To be called when the client has been heard: the library listens to folders of clients that have some. */
export function listenToFolders(session: Session): void {
  if (session.capabilities.workspace?.workspaceFolders !== true) return;
  session.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    session.foldersChanged(urisOf(added), urisOf(removed));
  });
}

function urisOf(files: readonly { readonly uri: string }[]): readonly string[] {
  return files.map(({ uri }) => uri);
}
