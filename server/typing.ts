/** Where somebody types: the place of the last edit of each document, until it is saved or nothing came for a while. LSP tells no cursor. */
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Positions } from './positions.ts';
import type { Session } from './session.ts';

/** So long without an edit, and what was written counts as meant. */
const pauseMs = 2000;

interface Place {
  /** Where the last edit ended, in UTF-16 units of the document. */
  readonly offset: number;
  readonly stop: () => void;
}

export class Typing {
  readonly #session: Session;
  readonly #places = new Map<string, Place>();
  /** Documents of which something was held back. */
  readonly #waiting = new Set<string>();
  /** Called when what was held back of a document may be said. */
  onDone: (uri: string) => void = () => undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /** `undefined` for an edit that nobody types, such as a paste of many lines. */
  edited(uri: string, offset: number | undefined): void {
    this.forget(uri);
    if (offset === undefined || !isRefreshed(this.#session)) return;
    const stop = this.#session.wait(pauseMs, () => {
      this.done(uri);
    });
    this.#places.set(uri, { offset, stop });
  }

  offsetIn(uri: string): number | undefined {
    return this.#places.get(uri)?.offset;
  }

  heldBack(uri: string): void {
    this.#waiting.add(uri);
  }

  done(uri: string): void {
    const waits = this.#waiting.has(uri);
    this.forget(uri);
    if (waits) this.onDone(uri);
  }

  forget(uri: string): void {
    this.#places.get(uri)?.stop();
    this.#places.delete(uri);
    this.#waiting.delete(uri);
  }
}

/** Nothing can be held back from a client that pulls and is not to be told when to pull again. */
function isRefreshed({ capabilities: { textDocument, workspace } }: Session): boolean {
  return textDocument?.diagnostic === undefined || workspace?.diagnostics?.refreshSupport === true;
}

/** Where the change ended in the new text; undefined if it is more than somebody types at once. */
export function typedAt(
  before: Positions,
  after: Positions,
  changes: readonly TextDocumentContentChangeEvent[],
): number | undefined {
  const [change] = changes;
  if (change === undefined) return undefined;
  const { start, end } =
    changes.length === 1 && 'range' in change ? before.offsets(change.range) : difference(before.text, after.text);
  const to = end + after.text.length - before.text.length;
  const isOneLine = (text: string): boolean => text.indexOf('\n') === text.lastIndexOf('\n');
  return isOneLine(before.text.slice(start, end)) && isOneLine(after.text.slice(start, to)) ? to : undefined;
}

/** What was replaced, in the old text. */
function difference(before: string, after: string): { readonly start: number; readonly end: number } {
  const start = commonStart(before, after);
  return { start, end: before.length - commonEnd(before, after, start) };
}

function commonStart(before: string, after: string): number {
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before.charCodeAt(at) === after.charCodeAt(at)) at++;
  return at;
}

function commonEnd(before: string, after: string, start: number): number {
  const most = Math.min(before.length, after.length) - start;
  let length = 0;
  while (length < most && before.charCodeAt(before.length - 1 - length) === after.charCodeAt(after.length - 1 - length))
    length++;
  return length;
}
