/** Command substitution in back quotes. */
import type { Part } from './ast.ts';
import { enter, fail, openSource, takeMatch, type Source } from './source.ts';

/** Back quotes hold a script as `$(` does, with its own quoting. */
export function readBackQuotes(source: Source, quoted: boolean): readonly Part[] {
  const { line } = source;
  const found = takeMatch(source, /`(?:[^`\\]|\\[^])*`/y);
  if (found === '') fail(source, { message: 'EOF in backquote substitution' });
  if (found === '') return [];
  const text = found.slice(1, -1).replace(quoted ? /\\([$`\\"])/g : /\\([$`\\])/g, '$1');
  const inner = openSource(`${text}\n)`, line, source.nested, source.depth);
  const script = enter(inner) ? inner.nested(inner) : undefined;
  if (inner.error) fail(source, inner.error);
  return script ? [{ kind: 'command', script, quoted }] : [];
}
