/** The language server as a process: over Node IPC for VS Code, over stdio (`podscope serve --stdio`) for any other editor. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { diskFiles } from './disk-files.ts';
import { startServer } from './server.ts';

/** `assets` is the folder that holds `field-docs.json`. */
export function serve(assets: string): void {
  const connection = createConnection(ProposedFeatures.all);
  startServer(connection, { readAsset: (name) => readFile(join(assets, name), 'utf8'), disk: diskFiles });
}
