/** Which names are the same: inside a container or a document, in one namespace of the workspace, or found by labels or by kind and name. */
import type { Holder, NameUse, Search } from './name-use.ts';

export function sameName(left: NameUse, right: NameUse): boolean {
  return left.kind === right.kind && left.name === right.name && left.scope === right.scope;
}

/** Whether one is the definition that the other looks for from outside of the Pod. */
export function finds(use: NameUse, definition: NameUse): boolean {
  return (
    use.kind === definition.kind &&
    use.name === definition.name &&
    use.search !== undefined &&
    definition.holder !== undefined &&
    isFound(use.search, definition.holder)
  );
}

function isFound(search: Search, holder: Holder): boolean {
  const { selector } = search;
  if (search.namespace !== undefined && search.namespace !== holder.namespace) return false;
  if (search.kind !== undefined && search.kind !== holder.kind) return false;
  if (search.name !== undefined && search.name !== holder.name) return false;
  if (selector === undefined) return true;
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => holder.labels[key] === value);
}

/** How far a name reaches. */
export function closestScope({ scope, holder, search }: NameUse): 'file' | 'workspace' {
  const isShared =
    scope.startsWith('namespace ') || scope === 'cluster' || holder !== undefined || search !== undefined;
  return isShared ? 'workspace' : 'file';
}

/** What files are found by: `ConfigMap/config`, `key/ConfigMap config/LEVEL`, `label/app/web`. */
export function mentionOf({ kind, owner, name }: NameUse): string {
  return owner === undefined ? `${kind}/${name}` : `${kind}/${owner}/${name}`;
}

/** Files that a name of this file may mean: those in its folder, above and below. Folders beside it are other applications. */
export function isNear(uri: string, other: string): boolean {
  const [own, theirs] = [folderOf(uri), folderOf(other)];
  return own === theirs || own.startsWith(`${theirs}/`) || theirs.startsWith(`${own}/`);
}

function folderOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}
