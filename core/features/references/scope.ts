/** Which names are the same: inside a container or a document, or, for objects, in one namespace of the whole workspace. */
import type { NameUse } from './names.ts';

export function sameName(left: NameUse, right: NameUse): boolean {
  return left.kind === right.kind && left.name === right.name && left.scope === right.scope;
}

/** How far a name reaches. */
export function closestScope({ scope }: NameUse): 'file' | 'workspace' {
  return scope.startsWith('namespace ') || scope === 'cluster' ? 'workspace' : 'file';
}
