/**
 * Stands in for Red Hat's YAML extension: the same id, the same server (npm's `yaml-language-server`), the same exported functions and
 * habits, among them that every warning becomes an error. The Marketplace is not reachable from tests.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

interface Contributor {
  readonly requestSchema: (resource: string) => string | undefined;
  readonly requestSchemaContent: (uri: string) => string | undefined;
}

export interface RedHatApi {
  readonly registerContributor: (
    scheme: string,
    requestSchema: Contributor['requestSchema'],
    requestSchemaContent: Contributor['requestSchemaContent'],
  ) => boolean;
}

export async function activate(context: vscode.ExtensionContext): Promise<RedHatApi> {
  const contributors = new Map<string, Contributor>();
  const module = readFileSync(join(context.extensionPath, 'server.txt'), 'utf8').trim();
  const client = new LanguageClient(
    'yaml',
    'YAML',
    { module, transport: TransportKind.ipc },
    {
      documentSelector: [{ language: 'yaml' }],
      synchronize: { configurationSection: ['yaml', 'http.proxy', '[yaml]', 'editor'] },
      middleware: {
        handleDiagnostics: (uri, diagnostics, next) => {
          for (const diagnostic of diagnostics) diagnostic.severity = vscode.DiagnosticSeverity.Error;
          next(uri, diagnostics);
        },
      },
    },
  );
  client.onRequest('custom/schema/request', (resource: string) =>
    [...contributors.values()].flatMap(({ requestSchema }) => requestSchema(resource) ?? []),
  );
  client.onRequest(
    'custom/schema/content',
    (uri: string) => contributors.get(vscode.Uri.parse(uri).scheme)?.requestSchemaContent(uri) ?? null,
  );
  client.onRequest('vscode/content', async (uri: string) =>
    (await vscode.workspace.openTextDocument(vscode.Uri.parse(uri))).getText(),
  );
  await client.start();
  context.subscriptions.push(client);
  await client.sendNotification('yaml/registerCustomSchemaRequest');
  return {
    registerContributor(scheme, requestSchema, requestSchemaContent) {
      if (contributors.has(scheme)) return false;
      contributors.set(scheme, { requestSchema, requestSchemaContent });
      // The server asks anew for each document that it looks at.
      void client.sendNotification('workspace/didChangeConfiguration', { settings: {} });
      return true;
    },
  };
}
