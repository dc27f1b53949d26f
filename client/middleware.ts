/** Keeps every YAML file that is no manifest away from the server: neither its text nor a request about it is ever sent. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, Hover as LspHover, Middleware, vsdiag } from 'vscode-languageclient';
import type { HoverQuestion } from '../protocol/lsp.ts';
import { hasYamlExtension, isAsking, wantsFieldDocs, withoutOffered, withoutRepeated } from './coexistence.ts';
import { isServed } from './kube-files.ts';

const didOpen = 'textDocument/didOpen';
const diagnostic = 'textDocument/diagnostic';
/** The library itself is loaded later than this file. */
const full = 'full' as vsdiag.DocumentDiagnosticReportKind.full;

/** `client` is asked for late because it is made with this middleware; `served` holds the documents that the server knows. */
export function makeMiddleware(client: Ask, served: Set<string>): Middleware {
  return { ...synchronisation(client, served), ...answers(client), ...onlyServed(served) };
}

type Ask = () => BaseLanguageClient | undefined;

/** The server hears of manifests only. */
function synchronisation(client: Ask, served: Set<string>): Middleware {
  return {
    didOpen: async (document, next) => {
      if (!isServed(document)) return;
      served.add(document.uri.toString());
      await next(document);
    },
    didChange: async (event, next) => {
      const uri = event.document.uri.toString();
      if (served.has(uri)) return next(event);
      if (!isServed(event.document)) return;
      // It has just become a manifest: the server sees it for the first time.
      served.add(uri);
      const params = client()?.code2ProtocolConverter.asOpenTextDocumentParams(event.document);
      await client()?.sendNotification(didOpen, params);
    },
    didClose: async (document, next) => {
      if (served.delete(document.uri.toString())) await next(document);
    },
    didSave: async (document, next) => {
      if (served.has(document.uri.toString())) await next(document);
    },
  };
}

/** What others say already is not said again. */
function answers(client: Ask): Middleware {
  return {
    provideDiagnostics: async (document, previousResultId, token, next) => {
      // An answer that says "unchanged" could not be held against what others say now.
      const report = await next(document, hasYamlExtension() ? undefined : previousResultId, token);
      const uri = document instanceof vscode.Uri ? document : document.uri;
      return report?.kind === full ? { ...report, items: withoutRepeated(uri, report.items) } : report;
    },
    provideCompletionItem: async (document, position, context, token, next) => {
      if (isAsking(document)) return [];
      const found = await next(document, position, context, token);
      if (!found) return found;
      const items = await withoutOffered(document, position, Array.isArray(found) ? found : found.items);
      return Array.isArray(found) ? items : new vscode.CompletionList(items, found.isIncomplete);
    },
    provideHover: async (document, position, token, next) => {
      const own = client();
      if (own === undefined || wantsFieldDocs(document)) return next(document, position, token);
      const params: HoverQuestion = {
        ...own.code2ProtocolConverter.asTextDocumentPositionParams(document, position),
        withoutDocs: true,
      };
      const hover = await own.sendRequest<LspHover | null>('textDocument/hover', params, token);
      return own.protocol2CodeConverter.asHover(hover);
    },
    // Red Hat's outline shows every key of a YAML file; two outlines help nobody.
    provideDocumentSymbols: async (document, token, next) => (hasYamlExtension() ? [] : next(document, token)),
  };
}

/** Questions about documents that the server does not know are answered here. */
function onlyServed(served: ReadonlySet<string>): Middleware {
  return {
    sendRequest: async (type, params, token, next) => {
      const uri = textDocumentOf(params);
      if (uri !== undefined && !served.has(vscode.Uri.parse(uri).toString()))
        return emptyAnswer(methodOf(type)) as never;
      return next(type, params, token);
    },
  };
}

function textDocumentOf(params: unknown): string | undefined {
  const document = (params as { textDocument?: { uri?: unknown } } | undefined)?.textDocument;
  return typeof document?.uri === 'string' ? document.uri : undefined;
}

function methodOf(type: unknown): string {
  return typeof type === 'string' ? type : (type as { method: string }).method;
}

function emptyAnswer(method: string): unknown {
  return method === diagnostic ? { kind: 'full', items: [] } : null;
}
