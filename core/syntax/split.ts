/** Splits a file into its documents at the lines that start with `---`, as kubectl does. */

export interface Piece {
  /** Offset of the document's text in the file; the separator line is not part of it. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Lines that kubectl counts before the first line of the text: it keeps a separator that ends no document. */
  readonly linesBefore: number;
  /** Text after the dashes of the separator in front that is no comment: kubectl stops there. */
  readonly badSeparator?: string;
}

/** The pieces that are not blank, in order; one empty piece if all are. Comments count as content here. */
export function splitDocuments(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let bad: string | undefined;
  let linesBefore = 0;
  const add = (end: number): void => {
    const own = text.slice(start, end);
    if (own.trim() === '') return;
    pieces.push({ start, end, text: own, linesBefore, ...(bad === undefined ? {} : { badSeparator: bad }) });
  };
  for (const match of text.matchAll(/^---[^\n]*(?:\n|$)/gm)) {
    add(Math.max(start, match.index));
    // A separator with nothing in front of it ends nothing: it stays with what follows.
    const isKept = linesBefore === 0 && start >= match.index;
    linesBefore = isKept ? 1 : 0;
    start = match.index + match[0].length;
    bad = afterDashes(match[0]);
  }
  add(text.length);
  return pieces.length > 0 ? pieces : [{ start: 0, end: text.length, text, linesBefore: 0 }];
}

function afterDashes(line: string): string | undefined {
  const rest = line.slice(3).trim();
  return rest === '' || rest.startsWith('#') ? undefined : rest;
}
