/** Reads `$((...))`. */
import type { Word } from './ast.ts';
import { enter, fail, openSource, type Source } from './source.ts';

/**
 * The expression, behind the first parenthesis; undefined (and nothing taken) if it turns out to be a command substitution that opens with
 * a subshell.
 */
export function readArithmetic(source: Source, readText: (inner: Source) => Word): Word | undefined {
  const end = arithmeticEnd(source.text, source.at + 1);
  if (end === undefined) return undefined;
  const inner = openSource(source.text.slice(source.at + 1, end), source.line, source.nested, source.depth);
  const expression = enter(inner) ? readText(inner) : [];
  source.at = end + 2;
  source.line = inner.line;
  if (inner.error) fail(source, inner.error);
  return expression;
}

function arithmeticEnd(text: string, from: number): number | undefined {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && depth-- === 0) return text[i + 1] === ')' ? i : undefined;
  }
  return undefined;
}
