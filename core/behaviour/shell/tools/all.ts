/** The table of all tools that programs of an image can be. */
import { applyOptions } from '../builtins-variables.ts';
import { evaluator, shellMain } from '../evaluate.ts';
import { runBody } from '../kernel.ts';
import { readAll, write } from '../open-files.ts';
import type { Body, Process, Task } from '../process.ts';
import { createShell } from '../state.ts';
import { awkTools } from './awk.ts';
import { changeTools } from './change.ts';
import { dateTools } from './date.ts';
import { textTools } from './echo.ts';
import { grepTools } from './grep.ts';
import { killTools } from './kill.ts';
import { netTools } from './net.ts';
import { processTools } from './processes.ts';
import { sedTools } from './sed.ts';
import { showTools } from './show.ts';
import { readPath, type Call, type Tool } from './support.ts';
import { conditionTools, expr } from './test.ts';
import { textFilters } from './text.ts';

function* sh(call: Call): Task {
  const { process } = call;
  const shell = createShell(evaluator, process, process.argv[0] ?? 'sh');
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
    if (rest[0] === undefined)
      return call.complain(`${shell.flavor === 'dash' ? '0: ' : ''}-c requires an argument`) + 1;
    shell.name = parameters[0] ?? shell.name;
    shell.parameters = parameters.slice(1);
    return yield* shellMain(shell, first);
  }
  if (isInput) return yield* shellMain(shell, yield* readAll(process, 0));
  const text = yield* readPath(call, first);
  shell.name = first;
  return text === undefined ? 127 : yield* shellMain(shell, text);
}

const tools: Readonly<Record<string, Tool>> = {
  ...textFilters,
  ...changeTools,
  ...showTools,
  ...killTools,
  ...processTools,
  ...textTools,
  ...conditionTools,
  ...dateTools,
  ...grepTools,
  ...sedTools,
  ...awkTools,
  ...netTools,
  expr,
  sh,
  bash: sh,
  ash: sh,
  dash: sh,
};

export const toolNames: readonly string[] = Object.keys(tools);

/** The call of a tool by a process of its own. */
export function toolCall(process: Process, name: string): Call {
  const complain = (text: string): 1 => {
    write(process, 2, `${name}: ${text}\n`);
    return 1;
  };
  return { process, name, args: process.argv.slice(1), complain };
}

/** The body of a tool's process; undefined if it is not one of ours. */
export function findTool(name: string): Body | undefined {
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  return tool === undefined ? undefined : (process) => runBody(() => tool(toolCall(process, name)));
}
