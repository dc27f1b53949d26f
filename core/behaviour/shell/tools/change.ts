/** Tools that make and remove files: mkdir, touch, rm, rmdir. */
import {
  isReadOnly,
  makeDirectory,
  nodeFor,
  placeFor,
  whyNotChange,
  type FileError,
  type FileNode,
  type Place,
} from '../files.ts';
import { openPath } from '../open-files.ts';
import type { Process } from '../process.ts';
import { wantedPlace } from '../wanted.ts';
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
  const { has, get, rest } = parseOptions(call.args, 'm:mode p-parents');
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

/** Why a node may not be changed in place; `EPERM` for those of others. */
export function whyNotTouch(process: Process, path: string, needsOwner: boolean): FileError | FileNode {
  const place = needsOwner ? wantedPlace(process, path, 'file') : placeFor(process, path);
  if (typeof place === 'string') return place;
  if (!place.node) return 'ENOENT';
  if (isReadOnly(process.kernel.files, place.path)) return 'EROFS';
  return needsOwner && process.uid !== 0 && place.node.owner !== process.uid ? 'EPERM' : place.node;
}

const touch: Tool = (call) => {
  const { has, rest } = parseOptions(call.args, 'd: t: r:');
  const { process } = call;
  const act = (path: string): FileError | undefined => {
    const node = whyNotTouch(process, path, false);
    if (node === 'ENOENT') {
      const file = has('c') ? undefined : openPath(process, path, 'append');
      return typeof file === 'string' ? file : undefined;
    }
    if (typeof node === 'string') return node;
    node.modifiedMs = process.kernel.nowMs;
    return undefined;
  };
  return each(call, rest, act, 'touch', '');
};

/** Takes an entry out of its directory, or tells why not. */
function takeOut(process: Process, place: Place): FileError | undefined {
  const { files, nowMs } = process.kernel;
  const refusal = files.mounts.has(place.path) || place.path === '/' ? 'EBUSY' : whyNotChange(process, place);
  if (refusal !== undefined) return refusal;
  place.parent.entries.delete(place.name);
  place.parent.modifiedMs = nowMs;
  return undefined;
}

const remove: Tool = (call) => {
  const { has, rest } = parseOptions(call.args, 'r-recursive f-force');
  const act = (path: string): FileError | undefined => {
    const place = wantedPlace(call.process, path, has('rR') ? 'directory' : 'file', true);
    if (typeof place === 'string' || !place.node) return has('f') ? undefined : 'ENOENT';
    return place.node.kind === 'directory' && !has('rR') ? 'EISDIR' : takeOut(call.process, place);
  };
  return each(call, rest, act, 'remove');
};

const rmdir: Tool = (call) => {
  const act = (path: string): FileError | undefined => {
    const place = wantedPlace(call.process, path, 'directory');
    if (typeof place === 'string' || !place.node) return 'ENOENT';
    if (place.node.kind !== 'directory') return 'ENOTDIR';
    return place.node.entries.size > 0 ? 'ENOTEMPTY' : takeOut(call.process, place);
  };
  return each(call, parseOptions(call.args).rest, act, 'remove');
};

export const changeTools: Readonly<Record<string, Tool>> = { mkdir, touch, rm: remove, unlink: remove, rmdir };
