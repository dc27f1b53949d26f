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
    const file =
      op === '<<' ? openText(target) : isDuplicate ? duplicated(next, target) : openTarget(shell, op, target);
    if (typeof file === 'string') {
      complain(shell, file);
      return undefined;
    }
    if (!file) next.delete(fd);
    else next.set(fd, file);
    if (file && !isDuplicate && op.includes('&')) next.set(2, file);
  }
  return next;
}

/** The file behind another descriptor; undefined for `-`, or what is wrong. */
function duplicated(next: Descriptors, target: string): OpenFile | string | undefined {
  if (target === '-') return undefined;
  return (target === '' ? undefined : next.get(Number(target))) ?? `${target}: Bad file descriptor`;
}

/** The opened file, or what is wrong. */
function openTarget(shell: Shell, op: string, target: string): OpenFile | string {
  const mode = op === '<' ? 'read' : op.endsWith('>>') ? 'append' : op === '<>' ? 'update' : 'write';
  const isKept = op === '>' && shell.options.has('C') && nodeFor(shell.process, target)?.kind === 'file';
  const file = isKept ? 'EEXIST' : openPath(shell.process, target, mode);
  return typeof file === 'string' ? explainRedirect(shell, target, mode === 'read', file) : file;
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
