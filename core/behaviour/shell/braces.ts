/** Brace expansion of bash: one word becomes several. */
import type { Word } from './ast.ts';

/** `{a,b}` and `{1..5}` of bash, in the unquoted text of a word. */
export function expandBraces(word: Word): readonly Word[] {
  for (const [index, part] of word.entries()) {
    if (part.kind !== 'text' || part.quoted) continue;
    const match = /^([^]*?)\{(?:(-?\d+)\.\.(-?\d+)|([^{}\s]*,[^{}\s]*))\}([^]*)$/.exec(part.text);
    if (match === null) continue;
    const [, before = '', from, to, list, after = ''] = match;
    const items = list === undefined ? range(Number(from), Number(to)) : list.split(',');
    return items.flatMap((item) =>
      expandBraces([...word.slice(0, index), { ...part, text: before + item + after }, ...word.slice(index + 1)]),
    );
  }
  return [word];
}

const range = (from: number, to: number): readonly string[] =>
  Array.from({ length: Math.min(Math.abs(to - from) + 1, 10_000) }, (_, i) => String(to < from ? from - i : from + i));
