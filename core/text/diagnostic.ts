/** What Podscope says about a place in a file: the one shape that server, CLI and tests read. */
import type { Range, TextEdit } from './range.ts';

/** Who says so: the API server refuses it, the API server warns, it goes wrong at run time, or it is advice. */
export type Level = 'rejected' | 'warned' | 'fails' | 'advice';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** A repair. `safe` ones keep the meaning the author surely had and may run on save. */
export interface Fix {
  /** What to do, as a button: `Rename to readinessProbe`. */
  readonly title: string;
  readonly kind: 'safe' | 'suggestion';
  /** True if it is the one sane repair. */
  readonly isPreferred?: boolean;
  readonly edits: readonly TextEdit[];
}

export interface RelatedInformation {
  readonly message: string;
  readonly range: Range;
  /** Another file of the workspace; the same file if left out. Its place is then told by line and character, counted from 0 in UTF-16 units. */
  readonly uri?: string;
  readonly position?: { readonly line: number; readonly character: number };
}

export interface Diagnostic {
  /** Id of the rule or of the server's check (`validation.md` ids). */
  readonly code: string;
  /** All rules behind a diagnosis that says several things in one sentence; the first is `code`. */
  readonly codes?: readonly string[];
  readonly level: Level;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  /** Index of the document in its file. */
  readonly document: number;
  /** Field path as the server prints it. */
  readonly field?: string;
  readonly related?: readonly RelatedInformation[];
  readonly fixes?: readonly Fix[];
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
}
