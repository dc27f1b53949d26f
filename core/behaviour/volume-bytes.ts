/** How much run programs have written into the volumes of a Pod, which lie in its shared bag. */
import type { Directory } from './shell/files.ts';

/** Bytes that run programs have written into a volume of the Pod. */
export function volumeBytes(shared: ReadonlyMap<string, unknown>, name: string): number {
  const directory = shared.get(name) as Directory | undefined;
  return !directory ? 0 : bytesBelow(directory);
}

function bytesBelow(directory: Directory): number {
  let bytes = 0;
  for (const node of directory.entries.values())
    bytes += node.kind === 'file' ? node.size : node.kind === 'directory' ? bytesBelow(node) : 0;
  return bytes;
}
