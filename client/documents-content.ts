/** Read-only documents: pages of rules (`podscope-docs:/rules/CODE.md`) and simulations as text (`podscope-text:/NAME.txt`). */
import * as vscode from 'vscode';
import { docsScheme } from '../protocol/lsp.ts';
import { ruleDocsRequest, type RuleDocsParams, type RuleDocsResult } from '../protocol/lsp.ts';
import type { ServerLink } from './server-link.ts';

export const textScheme = 'podscope-text';

/** Registers both schemes. A page opened from the Problems list is shown as Markdown preview. */
export function registerContent(context: vscode.ExtensionContext, server: ServerLink): TextDocuments {
  const texts = new TextDocuments();
  context.subscriptions.push(
    texts,
    vscode.workspace.registerTextDocumentContentProvider(textScheme, texts),
    vscode.workspace.registerTextDocumentContentProvider(docsScheme, {
      provideTextDocumentContent: (uri) => readPage(server, uri),
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor?.document.uri.scheme === docsScheme) void previewInstead(editor);
    }),
  );
  return texts;
}

/** Opens a rule's page. */
export function showRulePage(code: string): Thenable<unknown> {
  return vscode.commands.executeCommand('markdown.showPreview', pageUri(code));
}

function pageUri(code: string): vscode.Uri {
  return vscode.Uri.from({ scheme: docsScheme, path: `/rules/${code}.md` });
}

async function readPage(server: ServerLink, uri: vscode.Uri): Promise<string> {
  const code = /\/([^/]+)\.md$/.exec(uri.path)?.[1] ?? '';
  const page = await server.request<RuleDocsParams, RuleDocsResult>(ruleDocsRequest, { code });
  return page?.markdown ?? `# ${code}\n\nThere is no page of this name.\n`;
}

/** The link of a diagnosis opens the page's source; the rendered page takes its place. */
async function previewInstead(editor: vscode.TextEditor): Promise<void> {
  const { uri } = editor.document;
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  await vscode.commands.executeCommand('markdown.showPreview', uri);
}

/** Texts that live as long as the window: each simulation opened as text. */
export class TextDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  async open(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: textScheme, path: `/${name}` });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(uri, { preview: true, viewColumn: vscode.ViewColumn.Beside });
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
