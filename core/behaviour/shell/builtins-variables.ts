/** Builtins about variables and parameters. */
import { isDash } from './flavors.ts';
import { isName } from './ast.ts';
import type { Builtin } from './builtins-flow.ts';
import { evaluateArithmetic } from './shell-arithmetic.ts';
import { listVariables } from './builtins-tell.ts';
import { abort, setVariable, store } from './state.ts';

/** `name` or `name=value`. */
const splitAssignment = (word: string): readonly [string, string | undefined] => {
  const [name = '', value] = word.split(/=([^]*)/);
  return [name, value];
};

const declare =
  (kind: 'exported' | 'readOnly'): Builtin =>
  (shell, [command = '', ...words]) => {
    const names = words.filter((word) => !/^-([pn]|-)$/.test(word));
    if (names.length === 0) return listVariables(shell, `${command} `, (variable) => variable[kind]);
    for (const word of names) {
      const [name, value] = splitAssignment(word);
      if (!isName(name)) return abort(shell, `${name}: bad variable name`, command);
      if (value !== undefined && !setVariable(shell, name, value)) return 2;
      const old = shell.variables.get(name) ?? { value: undefined, exported: false, readOnly: false };
      shell.variables.set(name, { ...old, [kind]: words[0] !== '-n' });
    }
    return 0;
  };

/** `local`, and outside of functions `declare`. */
const runLocal: Builtin = (shell, [command = '', ...words]) => {
  const frame = shell.frames.at(-1);
  if (!frame && command === 'local') return abort(shell, 'not in a function', command);
  for (const word of words) {
    const [name, value] = splitAssignment(word);
    if (!isName(name)) continue;
    if (frame?.has(name) === false) frame.set(name, shell.variables.get(name));
    if (value !== undefined) store(shell, name, value, words[0] === '-x' ? true : undefined);
  }
  return 0;
};

const runUnset: Builtin = (shell, [command, ...words]) => {
  for (const name of words) {
    if (words[0] === '-f') shell.functions.delete(name);
    else if (name === '-v') continue;
    else if (!isName(name)) return abort(shell, `${name}: bad variable name`, command);
    else if (shell.variables.get(name)?.readOnly === true) return abort(shell, `${name}: is read only`, command);
    else shell.variables.delete(name);
  }
  return 0;
};

const runShift: Builtin = (shell, [command, count = '1']) => {
  if (Number(count) > shell.parameters.length)
    return isDash(shell) ? abort(shell, "can't shift that many", command) : 1;
  shell.parameters = shell.parameters.slice(Number(count));
  return 0;
};

const runLet: Builtin = (shell, words) => {
  const values = words.slice(1).map((word) => evaluateArithmetic(shell, word));
  return Number((values.at(-1) ?? '0') === '0');
};

export const variableBuiltins: Readonly<Record<string, Builtin>> = {
  export: declare('exported'),
  readonly: declare('readOnly'),
  local: runLocal,
  declare: runLocal,
  typeset: runLocal,
  unset: runUnset,
  shift: runShift,
  let: runLet,
};
