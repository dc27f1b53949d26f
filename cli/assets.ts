/** Where the files beside the bundles are: `dist/` in a checkout and in the npm package. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function assetsFolder(): string {
  return dirname(dirname(process.argv[1] === undefined ? process.cwd() : realEntry()));
}

/** Parsed JSON of a file beside the bundles; undefined if there is none. */
export function readAsset<T>(name: string): T | undefined {
  try {
    return JSON.parse(readFileSync(join(assetsFolder(), name), 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** The bundle itself, not the link in `node_modules/.bin`. */
function realEntry(): string {
  return __filename;
}
