/** Shell patterns: `*`, `?`, `[...]`, with a backslash before what is quoted. */
import { readSet } from './characters.ts';

/** A test of one character, or `*`. */
type Item = ((char: string) => boolean) | '*';

export const unescapePattern = (pattern: string): string => pattern.replace(/\\([^])/g, '$1');

export const matchesPattern = (pattern: string, text: string): boolean => matches(compile(pattern), text);

/** Only the last `*` has to be tried again: what an earlier one could take instead, the last one can take, too. */
function matches(items: readonly Item[], text: string): boolean {
  let [at, place, star, starPlace] = [0, 0, -1, 0];
  while (place < text.length) {
    const item = items[at];
    if (item === '*') {
      star = at++;
      starPlace = place;
    } else if (item?.(text[place] ?? '') === true) {
      at++;
      place++;
    } else if (star >= 0) {
      at = star + 1;
      place = ++starPlace;
    } else return false;
  }
  return items.slice(at).every((item) => item === '*');
}

function compile(pattern: string): readonly Item[] {
  const items: Item[] = [];
  for (let at = 0; at < pattern.length;) {
    let char = pattern[at] ?? '';
    const set = char === '[' ? readSet(pattern, at) : undefined;
    at = set?.end ?? at + 1;
    if (set) items.push(set.test);
    else if (char === '*') items.push(char);
    else if (char === '?') items.push(() => true);
    else {
      if (char === '\\') char = pattern[at++] ?? char;
      items.push((other) => other === char);
    }
  }
  return items;
}

/** Removes the shortest or longest match from one end, as `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}` do. */
export function trimPattern(text: string, pattern: string, op: string): string {
  const items = compile(pattern);
  const isStart = op.startsWith('#');
  for (let i = 0; i <= text.length; i++) {
    const length = op.length === 2 ? text.length - i : i;
    const at = isStart ? length : text.length - length;
    const [left, right] = [text.slice(0, at), text.slice(at)];
    if (matches(items, isStart ? left : right)) return isStart ? right : left;
  }
  return text;
}

/** `${x/pattern/text}` and `${x//pattern/text}`: the longest match at the first (every) place. */
export function replacePattern(text: string, pattern: string, by: string, all: boolean): string {
  const items = compile(pattern);
  let result = '';
  for (let at = 0; at < text.length;) {
    let end = text.length;
    while (end > at && !matches(items, text.slice(at, end))) end--;
    if (end === at) result += text[at++] ?? '';
    else {
      result += by;
      at = end;
      if (!all) return result + text.slice(at);
    }
  }
  return result;
}
