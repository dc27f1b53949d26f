/** Files of the workspace through the client: for web workers and for folders that are no folders of this machine. */
import type { Connection } from 'vscode-languageserver';
import type { Workspace } from '../core/language.ts';
import {
  listFilesRequest,
  type ListFilesResult,
  readFileRequest,
  type ReadFileParams,
  type ReadFileResult,
} from '../protocol/lsp.ts';

/** Nothing is listed where the client does not know these requests. */
export function clientFiles(connection: Connection): Workspace {
  return {
    async *list() {
      const { uris } = await connection.sendRequest<ListFilesResult>(listFilesRequest, {}).catch(() => ({ uris: [] }));
      yield* uris;
    },
    read: (uri) =>
      connection.sendRequest<ReadFileResult>(readFileRequest, { uri } satisfies ReadFileParams).then(
        ({ text }) => text,
        () => undefined,
      ),
  };
}
