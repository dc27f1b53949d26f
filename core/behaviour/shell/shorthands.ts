/** Shorthands in words: `~` for somebody's home, braces for several words. */
import type { Word } from './ast.ts';
import type { Piece } from './fields.ts';
import { getVariable, type Shell } from './state.ts';

/** A text that starts with `~`. */
export function expandTilde(shell: Shell, text: string): Piece[] {
  const [whole = '', user] = /^~(root|)(?=\/|$|:)/.exec(text) ?? [];
  const home = user === '' ? getVariable(shell, 'HOME') : user === undefined ? undefined : '/root';
  const rest = { text: home === undefined ? text : text.slice(whole.length), quoted: false };
  return home === undefined ? [rest] : [{ text: home, quoted: true }, rest];
}

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
