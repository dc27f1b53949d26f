/** Places in a text: half-open ranges of UTF-16 offsets, and edits of them. */

/** Half-open `[start, end)`, in UTF-16 code units from the start of the file. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Replaces `range` by `newText`; an insertion has an empty range. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}
