/** Aligns text with tabs into columns as Go's text/tabwriter does with the settings of kubectl (padding of two spaces). */

const PADDING = 2;

/** A tab ends a cell; cells above each other in neighbouring lines form a column. What follows the last tab is not aligned. */
export function alignColumns(text: string): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const out: string[] = [];
  writeBlock(lines, 0, lines.length, [], out);
  return out.join('\n');
}

/** Lines from `start` to before `end` have the columns of `widths` in common; a run of lines with one more is a block of its own. */
function writeBlock(
  lines: readonly (readonly string[])[],
  start: number,
  end: number,
  widths: readonly number[],
  out: string[],
): void {
  const column = widths.length;
  const hasCell = (i: number): boolean => column < (lines[i]?.length ?? 0) - 1;
  for (let i = start; i < end;) {
    if (!hasCell(i)) {
      out.push(writeLine(lines[i] ?? [], widths));
      i++;
      continue;
    }
    let last = i,
      width = 0;
    for (; last < end && hasCell(last); last++) width = Math.max(width, runes(lines[last]?.[column] ?? '') + PADDING);
    writeBlock(lines, i, last, [...widths, width], out);
    i = last;
  }
}

function writeLine(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, i) => (i < widths.length ? cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - runes(cell))) : cell))
    .join('');
}

function runes(text: string): number {
  return [...text].length;
}
