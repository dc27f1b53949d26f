/** Fields that older servers know and 1.36 does not (the Go modules k8s.io/api of each minor, compared). */

interface GoneField {
  /** First and last minor of 1.x with the field. */
  readonly since: number;
  readonly until: number;
}

const gone: Readonly<Record<string, GoneField>> = { 'PodSpec.workloadRef': { since: 35, until: 35 } };

/** Whether a server of this version (`1.35`) knows a field of a Go struct that 1.36 does not know. */
export function wasKnown(struct: string, field: string, version: string): boolean {
  const id = `${struct}.${field}`;
  const entry = Object.hasOwn(gone, id) ? gone[id] : undefined;
  const minor = Number(version.split('.')[1]);
  return entry !== undefined && minor >= entry.since && minor <= entry.until;
}
