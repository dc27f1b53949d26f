/** Where a field stands to another. */

/** True if a path is the other or below it. */
export function isWithin(path: string, parent: string): boolean {
  return path === parent || (path.startsWith(parent) && (path[parent.length] === '.' || path[parent.length] === '['));
}
