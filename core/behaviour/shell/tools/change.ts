/** Tools that make and remove files: touch, rm. */
import { isReadOnly, placeFor, whyNotChange, type FileError, type FileNode, type Place } from '../files.ts';
import { openPath } from '../open-files.ts';
import type { Process } from '../process.ts';
import { wantedPlace } from '../wanted.ts';
import { each, parseOptions, type Tool } from './support.ts';

/** Why a node may not be changed in place; `EPERM` for those of others. */
export function whyNotTouch(process: Process, path: string, needsOwner: boolean): FileError | FileNode {
  const place = needsOwner ? wantedPlace(process, path, 'file') : placeFor(process, path);
  if (typeof place === 'string') return place;
  if (!place.node) return 'ENOENT';
  if (isReadOnly(process.kernel.files, place.path)) return 'EROFS';
  return needsOwner && process.uid !== 0 && place.node.owner !== process.uid ? 'EPERM' : place.node;
}

const touch: Tool = (call) => {
  const { has, rest } = parseOptions(call, 'd: t: r:');
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
export function takeOut(process: Process, place: Place): FileError | undefined {
  const { files, nowMs } = process.kernel;
  const refusal = files.mounts.has(place.path) || place.path === '/' ? 'EBUSY' : whyNotChange(process, place);
  if (refusal !== undefined) return refusal;
  place.parent.entries.delete(place.name);
  place.parent.modifiedMs = nowMs;
  return undefined;
}

const remove: Tool = (call) => {
  const { has, rest } = parseOptions(call, 'r-recursive f-force');
  const act = (path: string): FileError | undefined => {
    const place = wantedPlace(call.process, path, has('rR') ? 'directory' : 'file', true);
    if (typeof place === 'string' || !place.node) return has('f') ? undefined : 'ENOENT';
    return place.node.kind === 'directory' && !has('rR') ? 'EISDIR' : takeOut(call.process, place);
  };
  return each(call, rest, act, 'remove');
};

export const changeTools: Readonly<Record<string, Tool>> = { touch, rm: remove, unlink: remove };
