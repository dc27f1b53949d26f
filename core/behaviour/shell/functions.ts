/** Calls of a script's functions. */
import type { Task } from './process.ts';
import { type Hidden, restore, returned, type Shell } from './state.ts';

export function* callFunction(shell: Shell, words: readonly string[]): Task {
  const body = shell.functions.get(words[0] ?? '');
  if (!body) return 0;
  const { parameters, loops } = shell;
  const frame: Hidden = new Map();
  shell.parameters = words.slice(1);
  shell.loops = 0;
  shell.frames.push(frame);
  const status = yield* shell.evaluator.run(shell, body);
  shell.frames.pop();
  restore(shell, frame);
  Object.assign(shell, { parameters, loops });
  return returned(shell, status);
}
