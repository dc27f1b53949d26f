/** Programs that a shell runs in the foreground, and its words for those that are not there. */
import { isBash } from './flavors.ts';
import type { Birth } from './kernel.ts';
import type { Task } from './process.ts';
import { startProgram, type Found } from './programs.ts';
import { abort, complain, type Shell } from './state.ts';

/** Runs what was found for a command as a child and waits; says why there is nothing. */
export function* inForeground(
  shell: Shell,
  words: readonly string[],
  found: Found,
  birth: Pick<Birth, 'environment' | 'isFollowed'>,
): Task {
  if (typeof found === 'string') return refuse(shell, words[0] ?? '', found);
  const child = startProgram(shell.process, words, found, birth);
  return !child ? abort(shell, 'Cannot fork') : yield* shell.evaluator.awaitChild(shell, child);
}

export function refuse(shell: Shell, name: string, found: 'not found' | 'denied', builtin?: string): number {
  const missing = !isBash(shell) ? 'not found' : name.includes('/') ? 'No such file or directory' : 'command not found';
  complain(shell, `${name}: ${found === 'denied' ? 'Permission denied' : missing}`, builtin);
  return found === 'denied' ? 126 : 127;
}
