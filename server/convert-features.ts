/** Answers of the core's features as LSP's: hovers, symbols, locations, edits. */
import {
  type DocumentSymbol as LspSymbol,
  type Hover as LspHover,
  type Location as LspLocation,
  MarkupKind,
  SymbolKind,
  type TextEdit as LspEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { DocumentSymbol, Hover, Location, TextEdit } from '../core/language.ts';
import { toLspEdits } from './convert.ts';
import type { OpenDocument } from './documents.ts';
import type { Session } from './session.ts';

const kinds: Readonly<Record<DocumentSymbol['kind'], SymbolKind>> = {
  object: SymbolKind.Class,
  container: SymbolKind.Module,
  section: SymbolKind.Namespace,
  item: SymbolKind.Field,
  probe: SymbolKind.Event,
};

export function toHover(session: Session, { positions }: OpenDocument, hover: Hover): LspHover {
  const takesMarkdown = session.capabilities.textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) ?? false;
  const value = takesMarkdown ? hover.contents : plainText(hover.contents);
  return {
    range: positions.range(hover.range),
    contents: { kind: takesMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText, value },
  };
}

/** Our Markdown is simple: emphasis, code, links, escapes. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|`)/g, '')
    .replace(/\\([\\*_`[\]<>#|])/g, '$1')
    .replace(/ +$/gm, '');
}

export function toSymbols(document: OpenDocument, symbols: readonly DocumentSymbol[]): LspSymbol[] {
  return symbols.map(({ name, detail, kind, range, selection, children }) => ({
    name: name || '(no name)',
    detail,
    kind: kinds[kind],
    range: document.positions.range(range),
    selectionRange: document.positions.range(selection),
    children: toSymbols(document, children),
  }));
}

export function toLocations(session: Session, places: readonly Location[]): LspLocation[] {
  return places.flatMap(({ uri, range }) => {
    const positions = session.positionsOf(uri);
    return positions === undefined ? [] : [{ uri, range: positions.range(range) }];
  });
}

export function toWorkspaceEdit(session: Session, edits: ReadonlyMap<string, readonly TextEdit[]>): WorkspaceEdit {
  const changes: Record<string, LspEdit[]> = {};
  for (const [uri, list] of edits) {
    const positions = session.positionsOf(uri);
    if (positions !== undefined) changes[uri] = toLspEdits(positions, list);
  }
  return { changes };
}
