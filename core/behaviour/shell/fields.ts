/** Field splitting: where unquoted expansions hold characters of IFS, a word becomes several. */
import { escapePattern } from './pattern.ts';

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

/** The fields of a line that `read` takes apart; the last of `count` takes the rest. */
export function splitLine(line: string, ifs: string, count: number, isRaw: boolean): readonly string[] {
  const fields: string[] = [];
  const isSeparator = (at: number): boolean => at < line.length && ifs.includes(line[at] ?? '');
  const isBlank = (at: number): boolean => isSeparator(at) && ' \t\n'.includes(line[at] ?? '');
  let at = 0;
  const skipBlank = (): void => {
    while (isBlank(at)) at++;
  };
  for (skipBlank(); at < line.length && fields.length < count - 1;) {
    let field = '';
    for (; at < line.length && !isSeparator(at); at++) {
      if (line[at] === '\\' && !isRaw) at++;
      field += line[at] ?? '';
    }
    fields.push(field);
    skipBlank();
    if (isSeparator(at)) {
      at++;
      skipBlank();
    }
  }
  let end = line.length;
  while (end > at && isBlank(end - 1)) end--;
  // One separator behind the last field is taken off, several are part of it.
  const isLone = ![...line.slice(at, end - 1)].some((char) => ifs.includes(char));
  const rest = line.slice(at, isLone && end > at && isSeparator(end - 1) ? end - 1 : end);
  return at < line.length && count > 0 ? [...fields, isRaw ? rest : rest.replace(/\\([^])/g, '$1')] : fields;
}
