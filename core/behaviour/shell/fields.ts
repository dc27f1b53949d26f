/** Field splitting: where unquoted expansions hold characters of IFS, a word becomes several. */
import { escapePattern } from './quoting.ts';

/**
 * A piece of an expanded word. `splits`: the result of an unquoted expansion. `breaks`: a new field starts before it
 * (`"$@"`).
 */
export interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  readonly splits?: boolean;
  readonly breaks?: boolean;
}

export interface Field {
  readonly text: string;
  readonly pattern: string;
}

/** The fields of the pieces of one word. Blanks of IFS join, its other characters each end a field. */
export function splitFields(pieces: readonly Piece[], ifs: string): readonly Field[] {
  const fields: Field[] = [];
  let current: Field | undefined;
  let endedByBlank = false;
  const flush = (): void => {
    if (current) fields.push(current);
    current = undefined;
  };
  const append = (text: string, quoted: boolean): void => {
    const { text: before, pattern } = current ?? { text: '', pattern: '' };
    current = { text: before + text, pattern: pattern + (quoted ? escapePattern(text) : text) };
    endedByBlank = false;
  };
  for (const { text, quoted, splits, breaks } of pieces) {
    if (breaks === true) {
      if (quoted) append('', true);
      flush();
    }
    if (splits !== true) {
      if (quoted || text !== '') append(text, quoted);
      continue;
    }
    for (const char of text) {
      const isBlank = ' \t\n'.includes(char);
      if (!ifs.includes(char)) append(char, false);
      else if (current) {
        flush();
        endedByBlank = isBlank;
      } else if (!isBlank) {
        if (!endedByBlank) fields.push({ text: '', pattern: '' });
        endedByBlank = false;
      }
    }
  }
  flush();
  return fields;
}
