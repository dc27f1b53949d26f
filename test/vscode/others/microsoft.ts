/**
 * Stands in for Microsoft's Kubernetes extension: the same id, and what it does to a YAML document. It gives Red Hat's extension a schema
 * for every text with `apiVersion` and `kind`, and adds a hover and snippets of its own on all YAML.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { RedHatApi } from './red-hat.ts';

const hovers: Readonly<Record<string, string>> = {
  livenessProbe: 'livenessProbe <Probe>: as kubectl explain prints it.',
  image: 'image <string>: as kubectl explain prints it.',
};

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const schema = readFileSync(join(context.extensionPath, 'pod.json'), 'utf8');
  const api = await vscode.extensions.getExtension<RedHatApi>('redhat.vscode-yaml')?.activate();
  api?.registerContributor(
    'kubernetes',
    (resource) => (isKubernetes(resource) ? 'kubernetes://schema/v1@pod' : undefined),
    () => schema,
  );
  context.subscriptions.push(
    vscode.languages.registerHoverProvider('yaml', {
      provideHover: (document, position) => {
        const said = hovers[document.getText(document.getWordRangeAtPosition(position))];
        return said === undefined ? undefined : new vscode.Hover(said);
      },
    }),
    vscode.languages.registerCompletionItemProvider('yaml', {
      provideCompletionItems: () =>
        ['Kubernetes Pod', 'Pod', 'Deployment', 'ConfigMap'].map((label) => {
          const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Snippet);
          item.insertText = new vscode.SnippetString(`apiVersion: v1\nkind: ${label}\n`);
          return item;
        }),
    }),
  );
}

function isKubernetes(resource: string): boolean {
  const text = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === resource)?.getText() ?? '';
  return /^apiVersion:/m.test(text) && /^kind:/m.test(text);
}
