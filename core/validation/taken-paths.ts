/** The files of a projected volume: no two at one path (pkg/apis/core/validation, 1.36). */
import type { FieldPath } from '../kube/field-path.ts';
import { type Errors, invalid, none } from './errors.ts';

/** The paths that are taken by earlier files of the volume, with the place of the first. */
export type TakenPaths = Map<string, FieldPath>;

/** Errors of a path that an earlier file has; `shown` is the bad value, which is not always the path. */
export function takePath(file: string, shown: string, path: FieldPath, at: FieldPath, taken: TakenPaths): Errors {
  const first = taken.get(file);
  if (first === undefined) {
    taken.set(file, at);
    return none;
  }
  const related = [{ at: first, message: `the first file at ${file}` }];
  return [invalid('vol-projected-duplicate-path', path, shown, 'conflicting duplicate paths', { at, related })];
}
