/** Operators and reserved words at the current place of a script. */
import { nothing, type Node } from './ast.ts';
import { fail, isAtEnd, peek, peekMatch, skipBlanks, type Source } from './source.ts';

export const reserved: readonly string[] = 'then else elif fi do done esac } { ! if for while until case'.split(' ');
const operator = /;;|;&|&&|\|\||[;&|()]/y;

export const wordAt = (source: Source): string => peekMatch(source, /[^\s;&|<>()]+/y) || peek(source);

export function unexpected(source: Source, expecting?: string): Node {
  const token = isAtEnd(source)
    ? 'end of file'
    : peek(source) === '\n'
      ? 'newline'
      : peekMatch(source, operator) || wordAt(source).slice(0, 60);
  fail(source, { unexpected: token, expecting });
  return nothing;
}

/** The reserved word at the current place, empty if none stands there. */
export function reservedAt(source: Source): string {
  skipBlanks(source);
  const word = wordAt(source);
  return reserved.includes(word) ? word : '';
}

/** Takes the word, which has been looked at. */
export function takeWord(source: Source, word: string): boolean {
  if (wordAt(source) !== word) return false;
  source.at += word.length;
  return true;
}

export function takeOperator(source: Source, wanted: string): boolean {
  skipBlanks(source);
  if (peekMatch(source, operator) !== wanted) return false;
  source.at += wanted.length;
  return true;
}

export function expectOperator(source: Source, wanted: string): void {
  if (!takeOperator(source, wanted)) unexpected(source, wanted);
}
