/** Scripts in files that are run as programs. */
import { findNode, type FileNode } from './files.ts';
import type { Process } from './process.ts';
import type { Found } from './programs.ts';

/** The program that the first line names, for the script; `open` opens it. */
export function openScript(
  { kernel }: Process,
  argv: readonly string[],
  content: string,
  open: (argv: readonly string[], node: FileNode) => Found,
): Found {
  const [, interpreter = '/bin/sh', option = ''] = /^#![ \t]*(\S+)[ \t]*([^\n]*)/.exec(content) ?? [];
  const node = findNode(kernel.files, '/', interpreter);
  if (!node) return 'not found';
  const next = [interpreter, ...(option.trim() === '' ? [] : [option.trim()]), ...argv];
  const found = open(next, node);
  if (typeof found === 'string') return found;
  return (child) => {
    child.argv = next;
    return found(child);
  };
}
