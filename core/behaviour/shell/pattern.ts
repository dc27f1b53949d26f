/** Shell patterns: `*`, `?`, `[...]`, with a backslash before what is quoted. Matching takes at most pattern × text steps. */

type Token =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly has: (char: string) => boolean };

/** The text as a pattern that matches only itself. */
export const escapePattern = (text: string): string => text.replace(/[\\*?[\]!^-]/g, '\\$&');

export const unescapePattern = (pattern: string): string => pattern.replace(/\\([^])/g, '$1');

export const hasPatternChars = (pattern: string): boolean => /[*?[]/.test(pattern.replace(/\\[^]/g, ''));

export function matchesPattern(pattern: string, text: string): boolean {
  return matches(compile(pattern), text);
}

function matches(tokens: readonly Token[], text: string): boolean {
  let at = 0;
  let token = 0;
  let starToken = -1;
  let starAt = 0;
  while (at < text.length) {
    const current = tokens[token];
    if (current?.kind === 'star') {
      starToken = token++;
      starAt = at;
    } else if (current !== undefined && matchesOne(current, text[at] ?? '')) {
      token++;
      at++;
    } else if (starToken >= 0) {
      token = starToken + 1;
      at = ++starAt;
    } else return false;
  }
  while (tokens[token]?.kind === 'star') token++;
  return token === tokens.length;
}

function matchesOne(token: Token, char: string): boolean {
  switch (token.kind) {
    case 'char':
      return token.char === char;
    case 'set':
      return token.has(char) !== token.negated;
    default:
      return token.kind === 'any';
  }
}

function compile(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? '';
    if (char === '\\') tokens.push({ kind: 'char', char: pattern[++i] ?? '\\' });
    else if (char === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else if (char === '?') tokens.push({ kind: 'any' });
    else if (char === '[') {
      const set = readSet(pattern, i);
      if (set === undefined) tokens.push({ kind: 'char', char });
      else {
        tokens.push(set.token);
        i = set.end;
      }
    } else tokens.push({ kind: 'char', char });
  }
  return tokens;
}

const classes: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /\s/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[0-9A-Fa-f]/,
  print: /[ -~]/,
  graph: /[!-~]/,
  cntrl: /[\x00-\x1f\x7f]/,
};

/** A bracket expression at `start`, also used by regular expressions; undefined if it is not closed. */
export function readSet(
  pattern: string,
  start: number,
  escapes = true,
): { readonly token: Extract<Token, { kind: 'set' }>; readonly end: number } | undefined {
  let i = start + 1;
  const negated = pattern[i] === '!' || pattern[i] === '^';
  if (negated) i++;
  const tests: ((char: string) => boolean)[] = [];
  for (let isFirst = true; i < pattern.length; isFirst = false) {
    if (pattern[i] === ']' && !isFirst) {
      return { token: { kind: 'set', negated, has: (char) => tests.some((test) => test(char)) }, end: i };
    }
    const name = /^\[:([a-z]+):\]/.exec(pattern.slice(i, i + 12))?.[1];
    if (name !== undefined) {
      const chars = classes[name];
      tests.push((char) => chars?.test(char) ?? false);
      i += name.length + 4;
      continue;
    }
    if (escapes && pattern[i] === '\\') i++;
    const from = pattern[i++] ?? '';
    let to = from;
    if (pattern[i] === '-' && pattern[i + 1] !== ']' && i + 1 < pattern.length) {
      to = pattern[i + 1] ?? '';
      i += 2;
    }
    tests.push((char) => char >= from && char <= to);
  }
  return undefined;
}

/** Removes the shortest or longest match from one end, as `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}` do. */
export function trimPattern(text: string, pattern: string, op: string): string {
  const tokens = compile(pattern);
  const lengths = Array.from({ length: text.length + 1 }, (_, i) => i);
  if (op.length === 2) lengths.reverse();
  for (const length of lengths) {
    const part = op[0] === '#' ? text.slice(0, length) : text.slice(text.length - length);
    if (matches(tokens, part)) return op[0] === '#' ? text.slice(length) : text.slice(0, text.length - length);
  }
  return text;
}

/** `${x/pattern/text}` and `${x//pattern/text}`: the longest match at the first (every) place. */
export function replacePattern(text: string, pattern: string, by: string, all: boolean): string {
  const tokens = compile(pattern);
  let result = '';
  for (let at = 0; at < text.length;) {
    let end = text.length;
    while (end > at && !matches(tokens, text.slice(at, end))) end--;
    if (end === at) {
      result += text[at++];
      continue;
    }
    result += by;
    at = end;
    if (!all) return result + text.slice(at);
  }
  return result;
}
