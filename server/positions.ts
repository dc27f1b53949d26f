/** Offsets of the core (UTF-16 units of the file) to positions of LSP and back, in the encoding agreed with the client. */
import type { Position, Range as LspRange } from 'vscode-languageserver';
import type { Range } from '../core/language.ts';

export type Encoding = 'utf-8' | 'utf-16' | 'utf-32';

/** Line starts of one text; built once for each version of a document. */
export class Positions {
  readonly text: string;
  readonly encoding: Encoding;
  readonly #starts: readonly number[];

  constructor(text: string, encoding: Encoding) {
    this.text = text;
    this.encoding = encoding;
    this.#starts = lineStarts(text);
  }

  /** Places outside the text are moved to its nearest end. */
  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    const start = this.#starts[position.line];
    if (start === undefined) return this.text.length;
    const line = this.text.slice(start, this.#lineEnd(position.line));
    return start + unitsToUtf16(line, position.character, this.encoding);
  }

  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    const line = this.#lineOf(at);
    const start = this.#starts[line] ?? 0;
    return { line, character: utf16ToUnits(this.text.slice(start, at), this.encoding) };
  }

  range(range: Range): LspRange {
    return { start: this.positionAt(range.start), end: this.positionAt(range.end) };
  }

  offsets(range: LspRange): Range {
    const start = this.offsetAt(range.start);
    return { start, end: Math.max(start, this.offsetAt(range.end)) };
  }

  #lineEnd(line: number): number {
    let end = this.#starts[line + 1] ?? this.text.length;
    const first = this.#starts[line] ?? 0;
    while (end > first && isBreak(this.text.charCodeAt(end - 1))) end--;
    return end;
  }

  #lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 13 && text.charCodeAt(at + 1) === 10) continue;
    if (isBreak(code)) starts.push(at + 1);
  }
  return starts;
}

function isBreak(code: number): boolean {
  return code === 10 || code === 13;
}

function unitsToUtf16(line: string, units: number, encoding: Encoding): number {
  if (encoding === 'utf-16') return Math.max(0, Math.min(units, line.length));
  let counted = 0;
  let at = 0;
  for (const character of line) {
    counted += width(character, encoding);
    if (counted > units) break;
    at += character.length;
  }
  return at;
}

function utf16ToUnits(part: string, encoding: Encoding): number {
  if (encoding === 'utf-16') return part.length;
  let units = 0;
  for (const character of part) units += width(character, encoding);
  return units;
}

function width(character: string, encoding: Encoding): number {
  if (encoding === 'utf-32') return 1;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
