/** The open documents: text, version and positions, kept up to date by incremental changes in the client's encoding. */
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { type Encoding, Positions } from './positions.ts';

export interface OpenDocument {
  readonly uri: string;
  readonly version: number;
  readonly positions: Positions;
}

export class Documents {
  readonly #open = new Map<string, OpenDocument>();
  encoding: Encoding = 'utf-16';

  get(uri: string): OpenDocument | undefined {
    return this.#open.get(uri);
  }

  all(): readonly OpenDocument[] {
    return [...this.#open.values()];
  }

  open(uri: string, version: number, text: string): OpenDocument {
    const document = { uri, version, positions: new Positions(text, this.encoding) };
    this.#open.set(uri, document);
    return document;
  }

  /** Changes of a document that was never opened are ignored. */
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): OpenDocument | undefined {
    const before = this.#open.get(uri);
    if (before === undefined) return undefined;
    let { positions } = before;
    for (const change of changes) positions = applyChange(positions, change);
    const document = { uri, version, positions };
    this.#open.set(uri, document);
    return document;
  }

  close(uri: string): boolean {
    return this.#open.delete(uri);
  }
}

function applyChange(before: Positions, change: TextDocumentContentChangeEvent): Positions {
  if (!('range' in change)) return new Positions(change.text, before.encoding);
  const { start, end } = before.offsets(change.range);
  return new Positions(before.text.slice(0, start) + change.text + before.text.slice(end), before.encoding);
}
