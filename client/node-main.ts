/** Entry for the Node extension host: the language server is a process of its own. */
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateWith, type PodscopeApi } from './extension.ts';

export function activate(context: vscode.ExtensionContext): PodscopeApi {
  return activateWith(context, (options) => {
    const module = context.asAbsolutePath(join('dist', 'server-node.cjs'));
    return new LanguageClient('podscope', 'Podscope', { module, transport: TransportKind.ipc }, options);
  });
}
