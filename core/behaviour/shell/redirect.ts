/** Redirections: the descriptors that a command sees, and putting them back afterwards. */
import { isDash } from './flavors.ts';
import type { Redirect } from './ast.ts';
import { closeFile, openText, setDescriptor } from './descriptors.ts';
import { expandString } from './expand.ts';
import { nodeFor } from './files.ts';
import { never, runBody } from './kernel.ts';
import { openPath } from './open-files.ts';
import { explainRedirect } from './problems.ts';
import type { OpenFile, Process, Task } from './process.ts';
import { complain, type Shell } from './state.ts';

export type Descriptors = ReadonlyMap<number, OpenFile>;

/** The descriptors after the redirections; undefined if one failed (the shell has complained then). */
export function* redirected(shell: Shell, redirects: readonly Redirect[]): Task<Descriptors | undefined> {
  const base = shell.process.descriptors;
  if (redirects.length === 0) return base;
  const next = new Map(base);
  for (const { fd, op, target: word } of redirects) {
    const target = yield* expandString(shell, word);
    if (shell.jump) return undefined;
    const isDuplicate = op === '<&' || (op === '>&' && /^(\d*|-)$/.test(target));
    const problem =
      op === '<<'
        ? void next.set(fd, openText(target))
        : isDuplicate
          ? duplicate(next, fd, target)
          : openTarget(shell, next, { fd, op }, target);
    if (problem === undefined) continue;
    complain(shell, problem);
    return undefined;
  }
  return next;
}

function duplicate(next: Map<number, OpenFile>, fd: number, target: string): string | undefined {
  const file = target === '' ? undefined : next.get(Number(target));
  if (target === '-') next.delete(fd);
  else if (!file) return `${target}: Bad file descriptor`;
  else next.set(fd, file);
  return undefined;
}

function openTarget(
  shell: Shell,
  next: Map<number, OpenFile>,
  { fd, op }: Omit<Redirect, 'target'>,
  target: string,
): string | undefined {
  const mode = op === '<' ? 'read' : op.endsWith('>>') ? 'append' : op === '<>' ? 'update' : 'write';
  const isKept = op === '>' && shell.options.has('C') && nodeFor(shell.process, target)?.kind === 'file';
  const file = isKept ? 'EEXIST' : openPath(shell.process, target, mode);
  if (typeof file === 'string') return explainRedirect(shell, target, mode === 'read', file);
  next.set(fd, file);
  if (/&/.test(op)) next.set(2, file);
  return undefined;
}

/** Exit code of a command whose redirection failed. */
export const redirectFailure = (shell: Shell): number => (!shell.jump ? (isDash(shell) ? 2 : 1) : shell.status);

/** Runs a body in the shell's own process with other descriptors, and puts the old ones back. */
export function* withDescriptors(shell: Shell, next: Descriptors, body: () => Task | number): Task {
  const { process } = shell;
  if (next === process.descriptors) return yield* runBody(body);
  const before = new Map(process.descriptors);
  const held = [...before.values()];
  for (const file of held) file.users++;
  process.held.push(...held);
  replaceDescriptors(process, next);
  const status = yield* runBody(body);
  if (process.exit) yield never;
  if (shell.keepsRedirects) shell.keepsRedirects = false;
  else replaceDescriptors(process, before);
  process.held.splice(process.held.length - held.length, held.length);
  for (const file of held) closeFile(file);
  return status;
}

export function replaceDescriptors(process: Process, next: Descriptors): void {
  for (const [fd, file] of next) setDescriptor(process, fd, file);
  for (const fd of [...process.descriptors.keys()]) if (!next.has(fd)) setDescriptor(process, fd, undefined);
}
