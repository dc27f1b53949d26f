/** Path name expansion: the files that a pattern matches, sorted by bytes. */
import { findNode } from './files.ts';
import type { Process } from './process.ts';
import { hasPatternChars, matchesPattern, unescapePattern } from './pattern.ts';

/** The matching paths; the text itself if there is none. */
export function expandPaths(process: Process, pattern: string, text: string): readonly string[] {
  const parts = pattern.split('/');
  let found: string[] = [''];
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    found = found.flatMap((base) => expandPart(process, base, part)).slice(0, 4096);
    if (!isLast) found = found.map((path) => `${path}/`);
  }
  return found.length === 0 ? [text] : found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function expandPart(process: Process, base: string, part: string): readonly string[] {
  const { files } = process.kernel;
  if (!hasPatternChars(part)) {
    const path = base + unescapePattern(part);
    return part === '' || findNode(files, process.cwd, path, true) !== undefined ? [path] : [];
  }
  const directory = findNode(files, process.cwd, base === '' ? '.' : base);
  if (directory?.kind !== 'directory') return [];
  return [...directory.entries.keys()]
    .filter((name) => (!name.startsWith('.') || part.startsWith('.')) && matchesPattern(part, name))
    .map((name) => base + name);
}
