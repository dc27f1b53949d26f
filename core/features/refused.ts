/** Objects that the server itself refuses are not in the cluster and decide nothing about others. */
import type { Manifest } from '../model/manifest.ts';
import { verdictOf } from './verdict.ts';

const known = new WeakMap<Manifest, boolean>();

export function isRefused(manifest: Manifest): boolean {
  const before = known.get(manifest);
  if (before !== undefined) return before;
  const refused = verdictOf(manifest)?.accepted === false;
  known.set(manifest, refused);
  return refused;
}
