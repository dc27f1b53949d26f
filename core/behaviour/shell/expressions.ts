/** What `$((...))`, `expr`, `test` and `awk` share: reading by precedence, comparing, whole numbers. */

export interface Tokens {
  readonly tokens: readonly string[];
  at: number;
}

/** Takes the next token if it is the wanted one. */
export function accept(reader: Tokens, ...wanted: readonly string[]): boolean {
  const isHere = wanted.includes(reader.tokens[reader.at] ?? '');
  if (isHere) reader.at++;
  return isHere;
}

/** Operators by level, the weakest first: `'|| && ==,!='`. */
export const levelsOf = (text: string): readonly (readonly string[])[] =>
  text.split(' ').map((level) => level.split(','));

/** Reads operands joined by binary operators, all of which group to the left. */
export function climb<T>(
  reader: Tokens,
  levels: readonly (readonly string[])[],
  operand: () => T,
  apply: (op: string, left: T, right: T) => T,
  level = 0,
): T {
  const operators = levels[level];
  if (!operators) return operand();
  const next = (): T => climb(reader, levels, operand, apply, level + 1);
  let left = next();
  for (let op = reader.tokens[reader.at] ?? ''; operators.includes(op); op = reader.tokens[reader.at] ?? '') {
    reader.at++;
    left = apply(op, left, next());
  }
  return left;
}

/** -1, 0 or 1, for texts by their characters. */
export const order = <T extends string | number | bigint>(a: T, b: T): number => (a < b ? -1 : Number(a > b));

/** Whether `<`, `<=`, `=`, `==`, `!=`, `>` or `>=` holds for two things in this order. */
export const compares = (op: string, by: number): boolean =>
  op === '!=' ? by !== 0 : by === 0 ? op.includes('=') : op.startsWith(by < 0 ? '<' : '>');
