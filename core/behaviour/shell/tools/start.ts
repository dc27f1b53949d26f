/** What tools and images' programs share that start other programs. */
import { isBusybox } from '../flavors.ts';
import { messages } from '../files.ts';
import type { Process, Task } from '../process.ts';
import { become, findProgram, startProgram, type Position } from '../programs.ts';
import { type Call } from './support.ts';

/** Starts another program with these words; its exit code where there is none. */
export function startChild(call: Call, words: readonly string[], position: Position = 'between'): Process | 126 | 127 {
  const found = findProgram(call.process, words, position);
  if (found === 'denied') return 126;
  return (found === 'not found' ? undefined : startProgram(call.process, words, found)) ?? 127;
}

/** Says why a program cannot be run. */
export function cannotExecute(call: Call, words: readonly string[], why: 'EACCES' | 'ENOENT'): void {
  call.complain(`${isBusybox(call) ? "can't execute " : ''}'${words[0] ?? ''}': ${messages[why]}`);
}

/** Puts another program into this process's place. */
export function* replaceWith(call: Call, words: readonly string[], environment = call.process.environment): Task {
  const { process } = call;
  process.environment = environment;
  const found = findProgram(process, words, 'last');
  if (typeof found !== 'string') return yield* become(process, words, found, environment);
  const isDenied = found === 'denied';
  cannotExecute(call, words, isDenied ? 'EACCES' : 'ENOENT');
  return isDenied ? 126 : 127;
}
