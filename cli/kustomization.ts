/** Whether a kustomization of the file's folder, or of one above, lists it as a patch. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { kustomizationNames, patchFiles } from '../core/language.ts';
import { isFile } from './files.ts';

const known = new Map<string, readonly string[]>();
const levelsUp = 3;

export function isPatchFile(file: string): boolean {
  const path = resolve(file);
  let folder = dirname(path);
  for (let level = 0; level <= levelsUp; level++) {
    if (patchesOf(folder).includes(relative(folder, path).split(sep).join('/'))) return true;
    folder = dirname(folder);
  }
  return false;
}

/** Paths relative to the folder. */
function patchesOf(folder: string): readonly string[] {
  const found = known.get(folder);
  if (found !== undefined) return found;
  const file = kustomizationNames.map((name) => join(folder, name)).find(isFile);
  const patches = file === undefined ? [] : patchFiles(readFileSync(file, 'utf8'));
  known.set(folder, patches);
  return patches;
}
