/** `.` and `source`: commands from a file, run by the shell itself. */
import { mayAccess } from './files.ts';
import type { Task } from './process.ts';
import { locate } from './programs.ts';
import { abort, getVariable, returned, type Shell } from './state.ts';
import { wantedNode } from './wanted.ts';

export function* runSource(shell: Shell, [, path = '', ...args]: readonly string[]): Task {
  const { process, parameters, flavor } = shell;
  const isDash = flavor === 'dash';
  const found = path.includes('/') ? undefined : locate(process, path, getVariable(shell, 'PATH'))?.node;
  const node = found ?? (path.includes('/') || !isDash ? wantedNode(process, path, 'file') : undefined);
  if (node?.kind !== 'file' || !mayAccess(node, process.uid, 4)) {
    const reason = node ? 'Permission denied' : isDash ? 'No such file' : 'No such file or directory';
    return abort(shell, isDash ? `cannot open ${path}: ${reason}` : `can't open '${path}': ${reason}`, '.');
  }
  if (args.length > 0 && !isDash) shell.parameters = args;
  // A file that reads itself in nests faster than a function that calls itself.
  shell.depth += 3;
  const status = yield* shell.evaluator.runText(shell, node.content);
  shell.depth -= 3;
  shell.parameters = parameters;
  return returned(shell, status);
}
