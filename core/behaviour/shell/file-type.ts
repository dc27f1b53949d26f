/** Kinds of files as tools name them. */
import type { FileNode } from './files.ts';

/** The letter that `ls -l` and `find -type` name a kind of file by. */
export const fileType = (node: FileNode): 'd' | 'l' | 'c' | '-' =>
  (({ directory: 'd', link: 'l', device: 'c', file: '-' }) as const)[node.kind];
