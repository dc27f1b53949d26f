/** What a process finds where nobody knows what is there: an image or a volume of unknown content holds what it asks for. */
import {
  assume,
  isAssumed,
  makeDirectory,
  makeFile,
  nodeIn,
  placeFor,
  type FileError,
  type FileNode,
  type Place,
} from './files.ts';
import { note } from './kernel.ts';
import type { Process } from './process.ts';

/** Where a path leads a process that wants to use what is there. */
export function wantedPlace(
  process: Process,
  path: string,
  kind: 'file' | 'directory',
  keepLink = false,
): Place | FileError {
  const place = placeFor(process, path, keepLink);
  if (typeof place === 'string' || (place.node && !(kind === 'directory' && isAssumed(place.node)))) return place;
  const { kernel, uid } = process;
  const made = kind === 'directory' ? makeDirectory(0o755, uid) : { ...makeFile('', 0o755, uid), isAssumed: true };
  if (place.node) kernel.files.unknown?.settled.delete(place.path);
  const node = assume(kernel.files, place, made);
  if (node) note(kernel, `${place.path} is taken to be there: nobody knows what the image holds`);
  return { ...place, node };
}

/** What a process finds that it wants to use. */
export function wantedNode(
  process: Process,
  path: string,
  kind: 'file' | 'directory',
  keepLink = false,
): FileNode | undefined {
  return nodeIn(wantedPlace(process, path, kind, keepLink));
}
