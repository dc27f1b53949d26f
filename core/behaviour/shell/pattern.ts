/** Shell patterns: `*`, `?`, `[...]`, with a backslash before what is quoted. */
import { readSet } from './characters.ts';
import { one, repeat, sequence, type Matcher } from './regex.ts';

/** The text as a pattern that matches only itself. */
export const escapePattern = (text: string): string => text.replace(/[\\*?[\]!^-]/g, '\\$&');

export const unescapePattern = (pattern: string): string => pattern.replace(/\\([^])/g, '$1');

export const hasPatternChars = (pattern: string): boolean => /[*?[]/.test(pattern.replace(/\\[^]/g, ''));

export const matchesPattern = (pattern: string, text: string): boolean => matches(compile(pattern), text);

const matches = (matcher: Matcher, text: string): boolean =>
  matcher({ text, starts: [], ends: [], steps: 0 }, 0, (at) => (at === text.length ? at : -1)) >= 0;

const any = (): boolean => true;

function compile(pattern: string): Matcher {
  const matchers: Matcher[] = [];
  for (let at = 0; at < pattern.length;) {
    let char = pattern[at++] ?? '';
    const set = char === '[' ? readSet(pattern, at - 1) : undefined;
    if (char === '\\') char = pattern[at++] ?? '\\';
    else if (char === '*') {
      while (pattern[at] === '*') at++;
      matchers.push(repeat(one(any), 0, Infinity, any));
      continue;
    } else if (char === '?') {
      matchers.push(one(any));
      continue;
    }
    at = set?.end ?? at;
    matchers.push(one(set?.test ?? ((other) => other === char)));
  }
  return sequence(matchers);
}

/** Removes the shortest or longest match from one end, as `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}` do. */
export function trimPattern(text: string, pattern: string, op: string): string {
  const matcher = compile(pattern);
  const isStart = op.startsWith('#');
  for (let i = 0; i <= text.length; i++) {
    const length = op.length === 2 ? text.length - i : i;
    const at = isStart ? length : text.length - length;
    const [left, right] = [text.slice(0, at), text.slice(at)];
    if (matches(matcher, isStart ? left : right)) return isStart ? right : left;
  }
  return text;
}

/** `${x/pattern/text}` and `${x//pattern/text}`: the longest match at the first (every) place. */
export function replacePattern(text: string, pattern: string, by: string, all: boolean): string {
  const matcher = compile(pattern);
  let result = '';
  for (let at = 0; at < text.length;) {
    let end = text.length;
    while (end > at && !matches(matcher, text.slice(at, end))) end--;
    if (end === at) result += text[at++] ?? '';
    else {
      result += by;
      at = end;
      if (!all) return result + text.slice(at);
    }
  }
  return result;
}
