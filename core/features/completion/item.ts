/** One offer of the completion list. */
import type { Range } from '../../text/range.ts';

export interface CompletionItem {
  readonly label: string;
  readonly kind: 'field' | 'value' | 'reference' | 'snippet';
  /** Short text behind the label: type, source of a reference. */
  readonly detail?: string;
  /** Struct and field of the API text, read when the item is resolved. */
  readonly docs?: { readonly struct: string; readonly field: string };
  /** Own explanation in Markdown. */
  readonly documentation?: string;
  readonly insertText: string;
  /** The text holds `${1:…}` places. */
  readonly isSnippet?: boolean;
  /** Range of the file that the text replaces. */
  readonly replace: Range;
  /** Ask for the next completion when this one was accepted. */
  readonly thenSuggest?: boolean;
  readonly isRequired?: boolean;
}

/** An item before its rank and its range are known. */
export type Offer = Omit<CompletionItem, 'replace'>;
