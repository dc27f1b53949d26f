/** Entry for the Node extension host: the language server is a process of its own. */
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { activateWith, type PodscopeApi } from './extension.ts';

export function activate(context: vscode.ExtensionContext): PodscopeApi {
  return activateWith(context, async () => {
    // The library is most of what there is to load: it waits for the first manifest. The bundle holds it, nothing is fetched.
    const library = await import('vscode-languageclient/node');
    const module = context.asAbsolutePath(join('dist', 'server-node.cjs'));
    const server = { module, transport: library.TransportKind.ipc };
    return { library, make: (options) => new library.LanguageClient('podscope', 'Podscope', server, options) };
  });
}
