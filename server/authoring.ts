/** Hover and completion: position to offset, the core's answer, LSP's form. */
import {
  type CompletionItem as LspItem, CompletionItemKind, type CompletionList, type CompletionParams, type Hover as LspHover, type HoverParams,
  InsertTextFormat, InsertTextMode, MarkupKind,
} from 'vscode-languageserver';
import type { CompletionItem, FieldDocs } from '../core/language.ts';
import { toLspEdits } from './convert.ts';
import { runSafe } from './run-safe.ts';
import type { Session } from './session.ts';

export function registerAuthoring(session: Session): void {
  const { connection } = session;
  const log = connection.console;
  const docs = fieldDocsOf(session);
  connection.onHover((params, token) => runSafe(log, 'hover', token, null, () => hoverAt(session, docs, params)));
  connection.onCompletion((params, token) => runSafe(log, 'completion', token, null, () => completions(session, params)));
  connection.onCompletionResolve((item, token) => runSafe(log, 'completionResolve', token, item, () => resolved(docs, item)));
}

/** The API's descriptions are read at the first hover or completion; without them both still work. */
function fieldDocsOf(session: Session): () => Promise<FieldDocs | undefined> {
  let loading: Promise<FieldDocs | undefined> | undefined;
  return () => (loading ??= session.host.readAsset('field-docs.json').then((text) => JSON.parse(text) as FieldDocs, () => undefined));
}

async function hoverAt(session: Session, docs: () => Promise<FieldDocs | undefined>, params: HoverParams): Promise<LspHover | null> {
  const analysis = await session.analyse(params.textDocument.uri);
  if (analysis === undefined || !analysis.settings.hover) return null;
  const { document, file, settings } = analysis;
  const texts = settings.fieldDocs === 'off' ? undefined : await docs();
  const found = session.engine.language.hover(file, document.positions.offsetAt(params.position), texts);
  if (found === undefined) return null;
  const formats = session.capabilities.textDocument?.hover?.contentFormat;
  const plain = formats !== undefined && !formats.includes(MarkupKind.Markdown);
  const value = plain ? plainText(found.contents) : found.contents;
  return { contents: { kind: plain ? MarkupKind.PlainText : MarkupKind.Markdown, value }, range: document.positions.range(found.range) };
}

/** For clients without Markdown. */
function plainText(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\(([^)]*)\)/g, '$1: $2').replace(/\*\*|`/g, '').replace(/\\(.)/g, '$1').replace(/ {2}$/gm, '');
}

async function completions(session: Session, params: CompletionParams): Promise<CompletionList | null> {
  const analysis = await session.analyse(params.textDocument.uri);
  if (analysis === undefined || !analysis.settings.completion) return null;
  const { document, file } = analysis;
  const items = session.engine.language.complete(file, document.positions.offsetAt(params.position));
  const snippets = session.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
  return { isIncomplete: false, items: items.map((item, position) => toLspItem(session, item, position, snippets, document.positions)) };
}

const kinds = {
  field: CompletionItemKind.Property, value: CompletionItemKind.Value, reference: CompletionItemKind.Reference, snippet: CompletionItemKind.Snippet,
} as const;

function toLspItem(
  session: Session, item: CompletionItem, position: number, snippets: boolean, positions: Parameters<typeof toLspEdits>[0],
): LspItem {
  const isSnippet = item.isSnippet === true && snippets;
  const newText = isSnippet ? item.insertText : item.insertText.replace(/\$\{\d+:([^}]*)\}/g, '$1');
  const [textEdit] = toLspEdits(positions, [{ range: item.replace, newText }]);
  return {
    label: item.label,
    kind: kinds[item.kind],
    sortText: `~${String(position).padStart(4, '0')}`,
    filterText: item.label,
    ...(textEdit && { textEdit }),
    ...(item.detail !== undefined && { detail: item.detail }),
    ...(item.documentation !== undefined && { documentation: { kind: MarkupKind.Markdown, value: item.documentation } }),
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.adjustIndentation,
    ...(item.docs && { data: item.docs }),
    ...(item.thenSuggest === true && session.options.hasCommands === true
      && { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } }),
  };
}

async function resolved(docs: () => Promise<FieldDocs | undefined>, item: LspItem): Promise<LspItem> {
  const { struct, field } = (item.data ?? {}) as { struct?: unknown; field?: unknown };
  if (typeof struct !== 'string' || typeof field !== 'string') return item;
  const value = (await docs())?.[struct]?.[field];
  return value === undefined ? item : { ...item, documentation: { kind: MarkupKind.PlainText, value } };
}
