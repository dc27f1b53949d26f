/** Completion items as LSP's; documentation is looked up when an item is resolved. */
import {
  type CompletionItem as LspItem,
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver';
import type { CompletionItem } from '../core/language.ts';
import { plainText } from './convert-features.ts';
import type { OpenDocument } from './documents.ts';
import type { Session } from './session.ts';

const kinds: Readonly<Record<CompletionItem['kind'], CompletionItemKind>> = {
  field: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  reference: CompletionItemKind.Reference,
  snippet: CompletionItemKind.Snippet,
};

export function toCompletionItem(
  session: Session,
  { positions }: OpenDocument,
  item: CompletionItem,
  rank: number,
): LspItem {
  const takesSnippets = session.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
  const isSnippet = item.isSnippet === true && takesSnippets;
  const newText = item.isSnippet === true && !takesSnippets ? withoutPlaces(item.insertText) : item.insertText;
  return {
    label: item.label,
    kind: kinds[item.kind],
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    // Behind the keys of other extensions, in the core's order.
    sortText: `z${String(rank).padStart(4, '0')}`,
    filterText: item.label,
    textEdit: { range: positions.range(item.replace), newText },
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.adjustIndentation,
    ...(item.thenSuggest === true && session.options.hasCommands === true
      ? { command: { title: '', command: 'editor.action.triggerSuggest' } }
      : {}),
    data: { docs: item.docs, documentation: item.documentation },
  };
}

export async function resolveCompletion(session: Session, item: LspItem): Promise<LspItem> {
  const data = (item.data ?? {}) as { docs?: { struct: string; field: string }; documentation?: string };
  const api = data.docs === undefined ? undefined : (await session.fieldDocs())?.[data.docs.struct]?.[data.docs.field];
  const value = [data.documentation, api].filter((part) => part !== undefined).join('\n\n');
  if (value === '') return item;
  const takesMarkdown =
    session.capabilities.textDocument?.completion?.completionItem?.documentationFormat?.includes(
      MarkupKind.Markdown,
    ) === true;
  return { ...item, documentation: takesMarkdown ? { kind: MarkupKind.Markdown, value } : plainText(value) };
}

function withoutPlaces(snippet: string): string {
  return snippet
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\d+/g, '')
    .replace(/\\([$}\\])/g, '$1');
}
