/** `expr`: values on the command line. */
import { accept, climb, compares, levelsOf, order, type Tokens } from '../expressions.ts';
import { compute } from '../integers.ts';
import { compileRegex, searchRegex } from '../regex.ts';
import { print, type Tool } from './support.ts';

interface Reader extends Tokens {
  problem: string | undefined;
}

const exprLevels = levelsOf('| & =,==,!=,<,<=,>,>= +,- *,/,% :');

export const expr: Tool = (call) => {
  const reader: Reader = { tokens: call.args, at: 0, problem: undefined };
  const value = readExpr(reader);
  if (reader.at !== call.args.length) reader.problem ??= 'syntax error';
  if (reader.problem !== undefined) return call.complain(reader.problem) + 1;
  print(call, `${value}\n`);
  return Number(!isTrue(value));
};

const isTrue = (text: string): boolean => text !== '' && text !== '0';

const readExpr = (reader: Reader): string =>
  climb(
    reader,
    exprLevels,
    () => readTerm(reader),
    (op, left, right) => applyExpr(reader, op, left, right),
  );

function readTerm(reader: Reader): string {
  const word = reader.tokens[reader.at++] ?? '';
  const take = (count: number): readonly string[] => reader.tokens.slice(reader.at, (reader.at += count));
  if (word === '(') {
    const value = readExpr(reader);
    if (!accept(reader, ')')) reader.problem ??= 'syntax error';
    return value;
  }
  if (reader.at >= reader.tokens.length) return word;
  if (word === 'length') return String(take(1)[0]?.length ?? 0);
  if (word === 'substr') {
    const [text = '', from, count] = take(3);
    return text.slice(Math.max(0, Number(from) - 1), Number(from) - 1 + Number(count));
  }
  if (word !== 'match') return word;
  const [text = '', pattern = ''] = take(2);
  return applyExpr(reader, ':', text, pattern);
}

function applyExpr(reader: Reader, op: string, left: string, right: string): string {
  if (op === '|') return isTrue(left) ? left : isTrue(right) ? right : '0';
  if (op === '&') return isTrue(left) && isTrue(right) ? left : '0';
  if (op === ':') {
    const regex = compileRegex(right.replace(/^\^?/, '^'));
    const match = !regex ? undefined : searchRegex(regex, left);
    return regex?.groups === 0 ? String(match?.end ?? 0) : (match?.groups[0] ?? '');
  }
  const isNumeric = [left, right].every((text) => /^-?\d+$/.test(text));
  if (/[<=>]/.test(op) && !isNumeric) return String(Number(compares(op, order(left, right))));
  const value = isNumeric ? compute(op, BigInt(left), BigInt(right)) : undefined;
  if (value === undefined) reader.problem ??= isNumeric ? 'division by zero' : 'non-integer argument';
  return String(value ?? '');
}
