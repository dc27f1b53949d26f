/** The table of all tools that programs of an image can be. */
import { evaluator, shellMain } from '../evaluate.ts';
import { readAll } from '../open-files.ts';
import type { Process, Task } from '../process.ts';
import { applyOptions } from '../builtins-variables.ts';
import { createShell, abort, type Shell } from '../state.ts';
import { awkTools } from './awk.ts';
import { dateTools } from './date.ts';
import { folderTools } from './folders.ts';
import { grepTools } from './grep.ts';
import { netTools } from './net.ts';
import { processTools } from './processes.ts';
import { sedTools } from './sed.ts';
import { err, readPath, type Call, type Tool } from './support.ts';
import { textTools } from './text.ts';

function* sh(call: Call): Task {
  const { process, args } = call;
  const shell = createShell(evaluator, process, process.argv[0] ?? 'sh', []);
  let rest: readonly string[] = args.filter((word, i) => !(word === '--login' || (word === '-l' && i === 0)));
  let isCommand = false;
  let isInput = false;
  while (/^[-+][A-Za-z]/.test(rest[0] ?? '')) {
    const word = rest[0] ?? '';
    if (word.includes('c') && word.startsWith('-')) isCommand = true;
    if (word.includes('s') && word.startsWith('-')) isInput = true;
    const letters = word.replace(/[csil]/g, '');
    const takesName = letters.endsWith('o');
    if (letters.length > 1) applyOptions(shell, takesName ? [letters, rest[1] ?? ''] : [letters]);
    rest = rest.slice(takesName ? 2 : 1);
  }
  if (rest[0] === '--') rest = rest.slice(1);
  if (isCommand) return yield* runCommandString(call, shell, rest);
  if (isInput) {
    shell.parameters = rest;
    rest = [];
  }
  if (rest[0] === undefined) return yield* shellMain(shell, yield* readAll(process, 0));
  const text = yield* readPath({ ...call, name: process.argv[0] ?? 'sh' }, rest[0]);
  if (text === undefined) return 127;
  shell.name = rest[0];
  shell.parameters = rest.slice(1);
  return yield* shellMain(shell, text);
}

function* runCommandString(call: Call, shell: Shell, rest: readonly string[]): Task {
  if (rest[0] === undefined) {
    abort(shell, 2);
    yield* err(call, shell.flavor === 'dash' ? '0: -c requires an argument' : '-c requires an argument');
    return 2;
  }
  shell.name = rest[1] ?? shell.name;
  shell.parameters = rest.slice(2);
  return yield* shellMain(shell, rest[0]);
}

const tools: Readonly<Record<string, Tool>> = {
  ...textTools,
  ...folderTools,
  ...processTools,
  ...dateTools,
  ...grepTools,
  ...sedTools,
  ...awkTools,
  ...netTools,
  sh,
  bash: sh,
  ash: sh,
  dash: sh,
};

export const toolNames: readonly string[] = Object.keys(tools);

/** The body of a tool's process; undefined if it is not one of ours. */
export function findTool(name: string): ((process: Process) => Task) | undefined {
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  return tool === undefined ? undefined : (process) => tool({ process, name, args: process.argv.slice(1) });
}
