/** The language server as a process: over Node IPC for VS Code, over stdio (`podscope serve --stdio`) for any other editor. */
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { Workspace } from '../core/language.ts';
import { startServer } from './server.ts';

/** `assets` is the folder that holds `field-docs.json`. */
export function serve(assets: string): void {
  const connection = createConnection(ProposedFeatures.all);
  startServer(connection, { readAsset: (name) => readFile(join(assets, name), 'utf8'), disk: diskFiles, showText });
}

/** Into the system's temporary folder: the editor opens it like any file. */
async function showText(name: string, text: string): Promise<string> {
  const folder = join(tmpdir(), 'podscope');
  await mkdir(folder, { recursive: true });
  const path = join(folder, name.replace(/[^\w.-]/g, '_'));
  await writeFile(path, text);
  return pathToFileURL(path).href;
}

const skipped = new Set(['node_modules', 'vendor', 'dist', 'target', '__pycache__']);
const maxBytes = 1_500_000;
const maxDepth = 20;

/** Hidden folders and those of packages are left out; links are not followed. */
export const diskFiles: Workspace = {
  async *list(folders, isCancelled) {
    for (const folder of folders) if (folder.startsWith('file:')) yield* walk(fileURLToPath(folder), isCancelled, 0);
  },
  async read(uri) {
    if (!uri.startsWith('file:')) return undefined;
    try {
      const path = fileURLToPath(uri);
      return (await stat(path)).size > maxBytes ? undefined : await readFile(path, 'utf8');
    } catch {
      return undefined;
    }
  },
};

async function* walk(folder: string, isCancelled: () => boolean, depth: number): AsyncIterable<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (isCancelled()) return;
    const path = `${folder}/${entry.name}`;
    if (entry.isFile() && /\.ya?ml$/.test(entry.name)) yield pathToFileURL(path).href;
    else if (entry.isDirectory() && !entry.name.startsWith('.') && !skipped.has(entry.name) && depth < maxDepth)
      yield* walk(path, isCancelled, depth + 1);
  }
}
