/** Path name expansion: the files that a pattern matches, sorted by bytes. */
import { order } from './expressions.ts';
import { nodeFor } from './files.ts';
import { matchesPattern, unescapePattern } from './pattern.ts';
import type { Process } from './process.ts';
import { hasPatternChars } from './quoting.ts';

/** The matching paths; the text itself if there is none. */
export function expandPaths(process: Process, pattern: string, text: string): readonly string[] {
  let found: readonly string[] = [''];
  for (const [index, part] of pattern.split('/').entries()) {
    found = found.flatMap((base) => expandPart(process, index === 0 ? '' : `${base}/`, part)).slice(0, 4096);
  }
  return found.length === 0 ? [text] : [...found].sort(order);
}

function expandPart(process: Process, base: string, part: string): readonly string[] {
  if (!hasPatternChars(part)) {
    const path = base + unescapePattern(part);
    return part === '' || nodeFor(process, path, true) ? [path] : [];
  }
  const directory = nodeFor(process, base === '' ? '.' : base);
  if (directory?.kind !== 'directory') return [];
  return [...directory.entries.keys()]
    .filter((name) => (!name.startsWith('.') || part.startsWith('.')) && matchesPattern(part, name))
    .map((name) => base + name);
}
