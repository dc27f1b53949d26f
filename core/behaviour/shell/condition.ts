/** The words of `[[`. */
import type { Word } from './ast.ts';
import { takeMatch, type Source } from './source.ts';
import { unexpected } from './tokens.ts';
import { readConditionWord } from './words.ts';

/** `[[ … ]]` of bash and busybox: operators in it are words. */
export function readCondition(source: Source, open: Word): readonly Word[] {
  const words = [open];
  while (!source.error && takeMatch(source, /\s*\]\]/y) === '') {
    const word = takeMatch(source, /\s+/y) === '' ? [] : readConditionWord(source);
    if (word.length > 0) words.push(word);
    else unexpected(source, ']]');
  }
  return [...words, [{ kind: 'text', text: ']]', quoted: true }]];
}
