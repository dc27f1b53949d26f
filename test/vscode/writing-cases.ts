/** What helps writing, in the real editor: refactorings that one undo takes back, links, colours, objects by name. */
import type * as vscode from 'vscode';
import type { Case } from './cases.ts';
import { until } from './editor.ts';
import { equal, match, ok } from './expect.ts';

const text = `apiVersion: v1
kind: Pod
metadata:
  name: writing
spec:
  volumes:
    - name: data
      emptyDir: {sizeLimit: 1Gi}
  containers:
    - name: app
      image: nginx:1.27
      ports:
        - name: http
          containerPort: 80
      volumeMounts:
        - name: data
          mountPath: /data
`;

export const writingCases: readonly Case[] = [
  {
    name: 'a refactoring is one step of undo',
    run: async (editor) => {
      const { vs } = editor;
      const document = await vs.workspace.openTextDocument({ language: 'yaml', content: text });
      await vs.window.showTextDocument(document);
      const at = document.positionAt(text.indexOf('containerPort') + 2);
      const ask = (): Thenable<vscode.CodeAction[]> =>
        vs.commands.executeCommand(
          'vscode.executeCodeActionProvider',
          document.uri,
          new vs.Range(at, at),
          vs.CodeActionKind.RefactorRewrite.value,
          20,
        );
      for (const title of ['Add a liveness probe', 'Turn into a Deployment', 'Add a preStop sleep']) {
        const before = document.getText();
        const action = await until(`${title} is offered`, async () =>
          (await ask()).find((one) => one.title.startsWith(title) && one.edit !== undefined),
        );
        if (action.edit !== undefined) await vs.workspace.applyEdit(action.edit);
        ok(document.getText() !== before, title);
        await vs.commands.executeCommand('undo');
        equal(document.getText(), before);
      }
    },
  },
  {
    name: 'colours, links and names of the workspace reach the editor',
    run: async (editor) => {
      const { vs } = editor;
      const document = await vs.workspace.openTextDocument({ language: 'yaml', content: text });
      await vs.window.showTextDocument(document);
      const tokens = await until('tokens come', async () => {
        const found = await vs.commands.executeCommand<vscode.SemanticTokens | undefined>(
          'vscode.provideDocumentSemanticTokens',
          document.uri,
        );
        return found !== undefined && found.data.length > 0 ? found : undefined;
      });
      // data, 1Gi, app, http, data
      equal(tokens.data.length, 5 * 5);
      const links = await vs.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri);
      match(links.map(({ target }) => String(target)).join(), /kubernetes\.io\/docs\/concepts\/workloads\/pods/);
      const symbols = await vs.commands.executeCommand<vscode.SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        'readinessprobe',
      );
      ok(
        symbols.some(({ name }) => name.includes('readiness')),
        symbols.map(({ name }) => name).join(),
      );
      const hover = await editor.hoverText(document, 'sizeLimit');
      match(hover, /evicted/);
    },
  },
];
