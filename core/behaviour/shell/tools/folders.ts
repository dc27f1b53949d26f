/** Tools that make and remove directories: mkdir, rmdir. */
import { makeDirectory, nodeFor, placeFor, whyNotChange, type FileError, type FileNode } from '../files.ts';
import type { Process } from '../process.ts';
import { wantedPlace } from '../wanted.ts';
import { takeOut } from './change.ts';
import { each, parseOptions, type Tool } from './support.ts';

/** Puts a node into a place, or tells why not. */
export function put(process: Process, path: string, node: FileNode): FileError | undefined {
  const place = placeFor(process, path, true);
  const refusal = typeof place === 'string' ? place : whyNotChange(process, place);
  if (refusal !== undefined || typeof place === 'string') return refusal;
  place.parent.entries.set(place.name, node);
  place.parent.modifiedMs = process.kernel.nowMs;
  return undefined;
}

export const newDirectory = ({ uid, kernel }: Process, mode = 0o755): FileNode =>
  makeDirectory(mode, uid, kernel.nowMs);

const mkdir: Tool = (call) => {
  const { has, get, rest } = parseOptions(call, 'm:mode p-parents');
  const { process } = call;
  const paths = (path: string): readonly string[] =>
    has('p') ? path.split('/').map((_, i, names) => names.slice(0, i + 1).join('/') || '/') : [path];
  const make = (path: string): FileError | undefined => {
    const existing = nodeFor(process, path);
    if (existing) return has('p') && existing.kind === 'directory' ? undefined : 'EEXIST';
    return put(process, path, newDirectory(process, parseInt(get('m') ?? '755', 8)));
  };
  return each(
    call,
    rest,
    (path) =>
      paths(path)
        .map(make)
        .find((error) => error !== undefined),
    'create directory',
  );
};

const rmdir: Tool = (call) => {
  const act = (path: string): FileError | undefined => {
    const place = wantedPlace(call.process, path, 'directory');
    if (typeof place === 'string' || !place.node) return 'ENOENT';
    if (place.node.kind !== 'directory') return 'ENOTDIR';
    return place.node.entries.size > 0 ? 'ENOTEMPTY' : takeOut(call.process, place);
  };
  return each(call, parseOptions(call).rest, act, 'remove');
};

export const folderTools: Readonly<Record<string, Tool>> = { mkdir, rmdir };
