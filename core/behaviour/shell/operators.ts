/** The operators of `${...}` that change a value: lengths, parts, patterns, letter case. */
import type { Parameter, Word } from './ast.ts';
import { replacePattern, trimPattern } from './pattern.ts';
import type { Task } from './process.ts';
import { evaluateArithmetic } from './shell-arithmetic.ts';
import type { Shell } from './state.ts';

/** How operands are expanded. */
type Expansions = Readonly<Record<'expandPattern' | 'expandString', (shell: Shell, word: Word) => Task<string>>>;

/** What `${name op word}` makes of the value. */
export function* applyOperator(
  shell: Shell,
  { op, name, word = [], second }: Parameter,
  value: string,
  { expandPattern, expandString }: Expansions,
): Task<string> {
  if (op === 'length') return String(/[@*]/.test(name) ? shell.parameters.length : value.length);
  if (/[#%]/.test(op)) return trimPattern(value, yield* expandPattern(shell, word), op);
  if (op.startsWith('/')) {
    const pattern = yield* expandPattern(shell, word);
    return replacePattern(value, pattern, yield* expandString(shell, second ?? []), op === '//');
  }
  if (op === ':') {
    const offset = Number(evaluateArithmetic(shell, yield* expandString(shell, word)));
    const from = offset < 0 ? Math.max(0, value.length + offset) : offset;
    if (!second) return value.slice(from);
    const length = Number(evaluateArithmetic(shell, yield* expandString(shell, second)));
    return value.slice(from, length < 0 ? length : from + length);
  }
  const count = op.length === 1 ? 1 : Infinity;
  if (op.startsWith('^')) return value.slice(0, count).toUpperCase() + value.slice(count);
  return op.startsWith(',') ? value.slice(0, count).toLowerCase() + value.slice(count) : value;
}
