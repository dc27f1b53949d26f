/** Finding the program behind a command's name: tools of the image, scripts in files, or the reason why there is none. */
import { findNode, findPlace, mayAccess, type FileNode } from './files.ts';
import type { Process, Task } from './process.ts';

export type Found =
  | { readonly kind: 'program'; readonly path: string; readonly main: (process: Process) => Task }
  | { readonly kind: 'not found' | 'denied' };

/** Where the command stands: the last one of its shell is taken to stay if it is unknown, others to end soon. */
export type Position = 'first' | 'last' | 'between';

const maxScriptDepth = 8;

export function findProgram(process: Process, argv: readonly string[], path: string, position: Position): Found {
  const name = argv[0] ?? '';
  const place = locate(process, name, path);
  if (place === undefined) return assume(process, name, position);
  return open(process, argv, place.path, place.node, position, 0);
}

/** The path of a command as `command -v` and `which` print it. */
export function locate(
  process: Process,
  name: string,
  path: string,
): { readonly path: string; readonly node: FileNode } | undefined {
  const { files } = process.kernel;
  if (name === '') return undefined;
  if (name.includes('/')) {
    const node = findNode(files, process.cwd, name);
    return node === undefined ? undefined : { path: name, node };
  }
  for (const folder of path.split(':')) {
    const candidate = folder === '' ? name : `${folder.replace(/\/$/, '')}/${name}`;
    const node = findNode(files, process.cwd, candidate);
    if (node?.kind === 'file' && mayAccess(node, process.uid, 1)) return { path: candidate, node };
  }
  return undefined;
}

function assume(process: Process, name: string, position: Position): Found {
  const main = process.kernel.machine.unknownProgram(name, position);
  return main === undefined ? { kind: 'not found' } : { kind: 'program', path: name, main };
}

function open(
  process: Process,
  argv: readonly string[],
  path: string,
  node: FileNode,
  position: Position,
  depth: number,
): Found {
  if (node.kind !== 'file' || !mayAccess(node, process.uid, 1)) return { kind: 'denied' };
  const { machine } = process.kernel;
  if (node.program !== undefined) {
    const main = machine.program(node.program);
    return main === undefined ? assume(process, node.program, position) : { kind: 'program', path, main };
  }
  const line = /^#![ \t]*(\S+)[ \t]*([^\n]*)/.exec(node.content);
  const interpreter = line?.[1] ?? '/bin/sh';
  const option = (line?.[2] ?? '').trim();
  const place = findPlace(process.kernel.files, '/', interpreter);
  if (depth > maxScriptDepth || typeof place === 'string' || place.node === undefined) return { kind: 'not found' };
  const next = [interpreter, ...(option === '' ? [] : [option]), path, ...argv.slice(1)];
  const found = open(process, next, place.path, place.node, position, depth + 1);
  if (found.kind !== 'program') return found;
  return {
    kind: 'program',
    path,
    main: (child) => {
      child.argv = next;
      return found.main(child);
    },
  };
}
