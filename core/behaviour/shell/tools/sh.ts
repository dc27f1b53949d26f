/** `sh` as a program: a script from the command line, a file or the standard input. */
import { isDash } from '../flavors.ts';
import { applyOptions } from '../options.ts';
import { evaluator, shellMain } from '../evaluate.ts';
import { readAll } from '../open-files.ts';
import type { Task } from '../process.ts';
import { createShell } from '../state.ts';
import { readPath, type Call } from './support.ts';

export function* sh(call: Call): Task {
  const { process } = call;
  const shell = createShell(evaluator, process, call.name === 'bash' ? 'bash' : call.flavor);
  const rest = call.args.filter((word) => word !== '--login');
  let given = '';
  while (/^[-+][A-Za-z]/.test(rest[0] ?? '')) {
    const word = rest.shift() ?? '';
    given += word.startsWith('-') ? word : '';
    const letters = word.replace(/[csil]/g, '');
    if (letters.length > 1) applyOptions(shell, letters.endsWith('o') ? [letters, rest.shift() ?? ''] : [letters]);
  }
  if (rest[0] === '--') rest.shift();
  const isInput = given.includes('s') || rest[0] === undefined;
  const [first = '', ...parameters] = isInput ? ['', ...rest] : rest;
  shell.parameters = parameters;
  if (given.includes('c')) {
    if (rest[0] === undefined) return call.complain(`${isDash(shell) ? '0: ' : ''}-c requires an argument`) + 1;
    shell.name = parameters[0] ?? shell.name;
    shell.parameters = parameters.slice(1);
    return yield* shellMain(shell, first);
  }
  if (isInput) return yield* shellMain(shell, yield* readAll(process, 0));
  const text = yield* readPath(call, first);
  shell.name = first;
  return text === undefined ? 127 : yield* shellMain(shell, text);
}
