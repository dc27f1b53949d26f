/** Offsets to lines and characters, both from 0, in UTF-16 units. */

interface Lines {
  readonly text: string;
  readonly starts: readonly number[];
}
let last: Lines | undefined;

export function positionOf(text: string, offset: number): { readonly line: number; readonly character: number } {
  const { starts } = (last = last?.text === text ? last : { text, starts: lineStarts(text) });
  let line = starts.findIndex((start) => start > offset) - 1;
  if (line < 0) line = starts.length - 1;
  return { line, character: offset - (starts[line] ?? 0) };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return starts;
}
