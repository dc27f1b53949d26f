/** Sets of characters: classes by name and bracket expressions, for patterns, regular expressions and `tr`. */

/** The classes that brackets name, as ranges of characters. */
export const characterClasses: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: '0-9A-Za-z',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\t-\r ',
  blank: '\t ',
  punct: '!-/:-@[-`{-~',
  xdigit: '0-9A-Fa-f',
  print: ' -~',
  graph: '!-~',
  cntrl: '\0-\x1f\x7f',
};

/**
 * A bracket expression at `start`, also used by regular expressions; `end` is behind it. Undefined if it is not
 * closed.
 */
export function readSet(
  pattern: string,
  start: number,
  escapes = true,
): { readonly test: (char: string) => boolean; readonly end: number } | undefined {
  const negated = /[!^]/.test(pattern[start + 1] ?? '');
  const ranges: (readonly [string, string])[] = [];
  const first = start + (negated ? 2 : 1);
  for (let i = first; i < pattern.length;) {
    if (pattern[i] === ']' && i > first)
      return { test: (char) => ranges.some(([from, to]) => char >= from && char <= to) !== negated, end: i + 1 };
    const [named, name = ''] = /^\[:([a-z]+):\]/.exec(pattern.slice(i, i + 12)) ?? [];
    if (named !== undefined) {
      i += named.length;
      ranges.push(...rangesOf(characterClasses[name] ?? ''));
      continue;
    }
    if (escapes && pattern[i] === '\\') i++;
    const from = pattern[i++] ?? '';
    const isRange = pattern[i] === '-' && pattern[i + 1] !== ']' && i + 1 < pattern.length;
    ranges.push([from, isRange ? (pattern[i + 1] ?? '') : from]);
    if (isRange) i += 2;
  }
  return undefined;
}

/** `A-Za-z_` as pairs of ends. */
export const rangesOf = (text: string): (readonly [string, string])[] =>
  (text.match(/[^]-[^]|[^]/g) ?? []).map((range) => [range[0] ?? '', range[2] ?? range[0] ?? '']);
