/** Redirections: the descriptors that a command sees, and putting them back afterwards. */
import type { Redirect } from './ast.ts';
import { expandString } from './expand.ts';
import { findNode, messages, type FileError } from './files.ts';
import { closeFile, openText, setDescriptor } from './descriptors.ts';
import { openPath } from './open-files.ts';
import { complain, type Shell } from './state.ts';
import type { OpenFile, Process, Task } from './process.ts';

export type Descriptors = ReadonlyMap<number, OpenFile>;

/** The descriptors after the redirections; undefined if one failed (the shell has complained then). */
export function* redirected(
  shell: Shell,
  base: Descriptors,
  redirects: readonly Redirect[],
): Task<Descriptors | undefined> {
  if (redirects.length === 0) return base;
  const next = new Map(base);
  for (const redirect of redirects) {
    const target = yield* expandString(shell, redirect.target);
    if (shell.jump !== undefined) return undefined;
    if (!(yield* apply(shell, next, redirect, target))) return undefined;
  }
  return next;
}

function* apply(shell: Shell, next: Map<number, OpenFile>, { fd, op }: Redirect, target: string): Task<boolean> {
  switch (op) {
    case '<<':
      next.set(fd, openText(target));
      return true;
    case '<&':
    case '>&':
      if (op === '>&' && !/^(\d+|-)$/.test(target)) break;
      return yield* duplicate(shell, next, fd, target);
    default:
      break;
  }
  const mode = op === '<' ? 'read' : op === '>>' ? 'append' : op === '<>' ? 'update' : 'write';
  const isKept =
    op === '>' &&
    shell.options.has('C') &&
    findNode(shell.process.kernel.files, shell.process.cwd, target)?.kind === 'file';
  const file = isKept ? 'EEXIST' : openPath(shell.process, target, mode);
  if (typeof file === 'string') {
    yield* complain(shell, describe(shell, target, mode === 'read', file));
    return false;
  }
  next.set(fd, file);
  if (op === '&>' || op === '>&') next.set(2, file);
  return true;
}

function* duplicate(shell: Shell, next: Map<number, OpenFile>, fd: number, target: string): Task<boolean> {
  if (target === '-') {
    next.delete(fd);
    return true;
  }
  const file = next.get(Number(target));
  if (file === undefined || target === '') {
    yield* complain(shell, `${target}: Bad file descriptor`);
    return false;
  }
  next.set(fd, file);
  return true;
}

function describe(shell: Shell, path: string, reads: boolean, error: FileError): string {
  const isMissing = error === 'ENOENT' || error === 'ENOTDIR';
  if (shell.flavor === 'bash') return `${path}: ${messages[error]}`;
  if (shell.flavor === 'dash') {
    const reason = !isMissing ? messages[error] : reads ? 'No such file' : 'Directory nonexistent';
    return `cannot ${reads ? 'open' : 'create'} ${path}: ${reason}`;
  }
  const reason = error !== 'ENOENT' ? messages[error] : reads ? 'no such file' : 'nonexistent directory';
  return `can't ${reads ? 'open' : 'create'} ${path}: ${reason}`;
}

/** Exit code of a command whose redirection failed. */
export const redirectFailure = (shell: Shell): number => (shell.flavor === 'dash' ? 2 : 1);

/** Runs a body in the shell's own process with other descriptors, and puts the old ones back. */
export function* withDescriptors(shell: Shell, next: Descriptors, body: Task): Task {
  const { process } = shell;
  if (next === process.descriptors) return yield* body;
  const before = new Map(process.descriptors);
  const held = [...before.values()];
  for (const file of held) file.users++;
  process.held.push(...held);
  replace(process, next);
  const status = yield* body;
  if (shell.keepsRedirects) shell.keepsRedirects = false;
  else replace(process, before);
  process.held.splice(process.held.length - held.length, held.length);
  for (const file of held) closeFile(file);
  return status;
}

export function replace(process: Process, next: Descriptors): void {
  for (const [fd, file] of next) setDescriptor(process, fd, file);
  for (const fd of [...process.descriptors.keys()]) if (!next.has(fd)) setDescriptor(process, fd, undefined);
}
