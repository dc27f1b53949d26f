/** The operators of `${...}`: other words for what is missing, lengths, parts, patterns, letter case. */
import type { Parameter, Word } from './ast.ts';
import type { Piece } from './fields.ts';
import { replacePattern, trimPattern } from './pattern.ts';
import type { Task } from './process.ts';
import { evaluateArithmetic } from './shell-arithmetic.ts';
import { peek, takeMatch, type Source } from './source.ts';
import { abort, setVariable, type Shell } from './state.ts';

type ReadParts = (source: Source, stops: (char: string) => boolean, quoted: boolean, escapable: string) => Word;

/** Reads what stands behind the name. */
export function readOperator(
  source: Source,
  name: string,
  quoted: boolean,
  readParts: ReadParts,
): Parameter | undefined {
  const op = takeMatch(source, /:[-=?+]|##|%%|\/\/|\^\^|,,|[-=?+#%/:^,]/y);
  if (op === '') return undefined;
  const divider = op.startsWith('/') ? '/' : op === ':' ? op : '}';
  const isQuoted = quoted && !/[#%/^,]/.test(op);
  const operand = (end: string): Word =>
    readParts(source, (char) => char === '}' || char === end, isQuoted, isQuoted ? '$`"\\}' : '');
  const word = operand(divider);
  if (peek(source) !== divider || divider === '}') return { name, op, word };
  source.at++;
  return { name, op, word, second: operand('}') };
}

/** How operands are expanded. */
interface Expansions {
  readonly expandPieces: (shell: Shell, word: Word) => Task<readonly Piece[]>;
  readonly expandPattern: (shell: Shell, word: Word) => Task<string>;
  readonly expandString: (shell: Shell, word: Word) => Task<string>;
}

/** What `${name op word}` becomes; undefined: the same as without the operator. */
export function* applyOperator(
  shell: Shell,
  parameter: Parameter,
  { value, quoted }: { readonly value: string | undefined; readonly quoted: boolean },
  expansions: Expansions,
): Task<readonly Piece[] | undefined> {
  const { name, op, word = [] } = parameter;
  const splits = !quoted;
  // `:-` and its like take an empty value as missing, too.
  const [, colon, kind] = /^(:?)([-=?+])$/.exec(op) ?? [];
  const isMissing = value === undefined || (colon === ':' && value === '');
  if (kind === '+' ? !isMissing : kind === '-' && isMissing) {
    const pieces = yield* expansions.expandPieces(shell, word);
    return pieces.map((piece) => ({ ...piece, splits: splits && !piece.quoted }));
  }
  if (kind === '+') return [];
  if (kind !== undefined) {
    if (!isMissing) return undefined;
    const text = yield* expansions.expandString(shell, word);
    if (kind === '=') setVariable(shell, name, text);
    else abort(shell, `${name}: ${text === '' ? `parameter not set${colon === ':' ? ' or null' : ''}` : text}`);
    return [{ text, quoted, splits }];
  }
  const isAll = name === '@' || name === '*';
  if (isAll ? op !== 'length' : value === undefined && shell.options.has('u')) return undefined;
  return [{ text: yield* modify(shell, parameter, value ?? '', expansions), quoted, splits }];
}

function* modify(
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
