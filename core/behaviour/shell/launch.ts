/** Starting a program from the shell: as its child, or in its place (`exec`). */
import { replaceTask, spawn } from './kernel.ts';
import type { Process, Task } from './process.ts';
import { replace, type Descriptors } from './redirect.ts';
import type { Shell } from './state.ts';

/** Starts a program as a child of the shell; undefined if there are too many processes. */
export function startProgram(
  shell: Shell,
  descriptors: Descriptors,
  argv: readonly string[],
  environment: ReadonlyMap<string, string>,
  main: (process: Process) => Task,
): Process | undefined {
  const { process } = shell;
  return spawn(process.kernel, {
    parent: process,
    argv,
    cwd: process.cwd,
    uid: process.uid,
    environment,
    descriptors,
    body: (child) => launch(child, main),
  });
}

/** A new program costs about a millisecond. */
function* launch(process: Process, main: (process: Process) => Task): Task {
  yield { untilMs: process.kernel.nowMs + 1 };
  return yield* main(process);
}

/** `exec`: the program takes the place of the shell. */
export function* becomeProgram(
  shell: Shell,
  descriptors: Descriptors,
  argv: readonly string[],
  environment: ReadonlyMap<string, string>,
  main: (process: Process) => Task,
): Task {
  const { process } = shell;
  replace(process, descriptors);
  process.argv = argv;
  process.environment = environment;
  process.caught.clear();
  process.pending.length = 0;
  return yield* replaceTask(process, launch(process, main));
}
