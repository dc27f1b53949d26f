/** Programs behind commands' names: tools of the image, scripts in files, or why there is none; and starting them. */
import { isAssumed, mayAccess, nodeFor, type FileNode } from './files.ts';
import { type Birth, charge, pause, replaceTask, spawnChild } from './kernel.ts';
import type { Body, MachineFacts, Process, Task } from './process.ts';
import { openScript } from './script-files.ts';
import { wantedNode } from './wanted.ts';

export type Found = Body | 'not found' | 'denied';

/** Where the command stands: the last one of its shell is taken to stay if it is unknown, others to end soon. */
export type Position = Parameters<MachineFacts['unknownProgram']>[1];

export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const maxScriptDepth = 8;

export function findProgram(
  process: Process,
  argv: readonly string[],
  position: Position,
  path = process.environment.get('PATH') ?? defaultPath,
): Found {
  const name = argv[0] ?? '';
  const place = locate(process, name, path);
  if (!place || isUnknownScript(process, argv, place.node)) return unknown(process, name, position);
  return open(process, [place.path, ...argv.slice(1)], place.node, position, 0);
}

function unknown(process: Process, name: string, position: Position): Found {
  const real = process.isFollowed && position === 'last' ? 'between' : position;
  return process.kernel.unknownProgram(name, real, process) ?? 'not found';
}

/** A script of which only the name is known, or a shell that is to run one. */
function isUnknownScript(process: Process, [, ...words]: readonly string[], node: FileNode): boolean {
  if (node.kind !== 'file' || node.program === undefined) return isAssumed(node);
  if (!/^(?:ash|bash|dash|sh)$/.test(node.program)) return false;
  const at = words.findIndex((word, i) => !/^[-+]/.test(word) && !/^[-+]\w*o$/.test(words[i - 1] ?? ''));
  const hasText = words.slice(0, at).some((word) => /^-\w*[cs]/.test(word));
  return at >= 0 && !hasText && isAssumed(wantedNode(process, words[at] ?? '', 'file'));
}

/** The path of a command as `command -v` and `which` print it. */
export function locate(
  process: Process,
  name: string,
  path = process.environment.get('PATH') ?? defaultPath,
): { readonly path: string; readonly node: FileNode } | undefined {
  const isPath = name.includes('/');
  for (const folder of name === '' ? [] : isPath ? [''] : path.split(':')) {
    const candidate = folder === '' ? name : `${folder.replace(/\/$/, '')}/${name}`;
    const node = nodeFor(process, candidate);
    if (node && (isPath || (node.kind === 'file' && mayAccess(node, process.uid, 1)))) return { path: candidate, node };
  }
  return undefined;
}

function open(process: Process, argv: readonly string[], node: FileNode, position: Position, depth: number): Found {
  if (node.kind !== 'file' || !mayAccess(node, process.uid, 1)) return 'denied';
  const { kernel } = process;
  const { program } = node;
  if (program !== undefined) {
    const isInterpreted = argv.length > 1 && kernel.interprets?.(program) === true;
    return (isInterpreted ? undefined : kernel.program(program)) ?? unknown(process, program, position);
  }
  return openScript(process, argv, node.content, (words, next) =>
    depth > maxScriptDepth ? 'not found' : open(process, words, next, position, depth + 1),
  );
}

/** Starts a program as a child; undefined if there are too many processes. */
export const startProgram = (
  process: Process,
  argv: readonly string[],
  main: Body,
  changes: Partial<Birth> = {},
): Process | undefined => spawnChild(process, (child) => launch(child, main), { argv, ...changes });

/** A new program costs about a millisecond, and is work. */
function* launch(process: Process, main: Body): Task {
  yield charge(process, 20) ?? pause(process, 1);
  return yield* main(process);
}

/** `exec`: the program takes the place of the one that runs. */
export function* become(
  process: Process,
  argv: readonly string[],
  main: Body,
  environment: ReadonlyMap<string, string>,
): Task {
  process.argv = argv;
  process.environment = environment;
  process.caught.clear();
  process.pending.length = 0;
  return yield* replaceTask(process, launch(process, main));
}
