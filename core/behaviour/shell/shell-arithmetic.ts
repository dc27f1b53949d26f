/** `$((...))` of a shell: over its variables, with its words for what is wrong. */
import { isDash } from './flavors.ts';
import { calculate } from './arithmetic.ts';
import { abort, getVariable, store, type Shell } from './state.ts';

/** The value as text; undefined after an error, which ends the shell. */
export function evaluateArithmetic(shell: Shell, text: string): string | undefined {
  let problem: string | undefined;
  const get = (name: string): string | undefined => {
    const value = getVariable(shell, name);
    if (value === undefined && shell.options.has('u')) problem ??= `${name}: parameter not set`;
    if (isDash(shell) && value !== undefined && !/^\s*([-+]?(0x[0-9a-f]+|\d+))?\s*$/i.test(value))
      problem ??= `Illegal number: ${value}`;
    return value;
  };
  const { value, error } = calculate(text, { get, set: (name, value) => store(shell, name, value) });
  const hasNoSteps = isDash(shell) && /\w\s*(\+\+|--)/.test(text);
  if (error === undefined && problem === undefined && !hasNoSteps) return String(value);
  const isDivision = error === 'divide by zero';
  abort(
    shell,
    problem ??
      (isDash(shell)
        ? `arithmetic expression: ${isDivision ? 'division by zero' : 'expecting primary'}: "${text}"`
        : isDivision
          ? 'divide by zero'
          : 'arithmetic syntax error'),
  );
  return undefined;
}
