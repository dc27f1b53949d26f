/** The one address of a place in a manifest, printed as the API server does: `spec.containers[0].env[1].name`, `limits[cpu]`. */

/** A path as the server prints it; the empty string is the object itself. */
export type FieldPath = string;

/** `spec` + `containers` -> `spec.containers`. */
export function child(path: FieldPath, ...names: readonly string[]): FieldPath {
  let result = path;
  for (const name of names) result = result === '' ? name : `${result}.${name}`;
  return result;
}

/** `spec.containers` + 0 -> `spec.containers[0]`; a map key is put in the same way: `limits[cpu]`. */
export function index(path: FieldPath, position: number | string): FieldPath {
  return `${path}[${position}]`;
}
