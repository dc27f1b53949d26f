/** Files that somebody changes from outside of the container. */
import { findPlace, makeFile, nodeIn, placeNode } from './files.ts';
import type { Kernel } from './process.ts';

/** What somebody outside does to a file; whoever has it open sees the new content. */
export function changeFile(kernel: Kernel, path: string, content: string | undefined): void {
  const place = findPlace(kernel.files, '/', path);
  const node = nodeIn(place);
  if (content === undefined) {
    if (typeof place !== 'string') place.parent.entries.delete(place.name);
    return;
  }
  const file = makeFile(content, 0o644, 0, kernel.nowMs);
  if (node?.kind === 'file')
    Object.assign(node, { content: file.content, size: file.size, modifiedMs: file.modifiedMs });
  else placeNode(kernel.files, path, file);
}
