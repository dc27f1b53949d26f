/** One cause, one diagnosis: server errors that only follow from another one become its related information. */
import type { FieldError } from '../kube/field-error.ts';
import type { JsonObject } from '../kube/json.ts';
import { asObject, listAt, stringAt } from '../kube/json.ts';

export interface ErrorGroup {
  readonly main: FieldError;
  readonly followers: readonly FieldError[];
}

/** Groups in the server's order of their main errors. `podSpec` is the decoded one, whose volumes and mounts name each other. */
export function groupErrors(
  errors: readonly FieldError[],
  podSpec: JsonObject | undefined,
  podSpecPath: string | undefined,
): readonly ErrorGroup[] {
  const volumes =
    podSpecPath === undefined ? new Map<string, FieldError>() : brokenVolumes(errors, podSpec, podSpecPath);
  const groups = new Map<FieldError, FieldError[]>();
  for (const error of errors) {
    const main = causeOf(error, volumes, podSpec, podSpecPath) ?? samePlace(error, groups) ?? selectorOf(error, groups);
    if (main === undefined || !groups.has(main)) groups.set(error, []);
    else groups.get(main)?.push(error);
  }
  return [...groups].map(([main, followers]) => ({ main, followers }));
}

/** First error of each volume, by the volume's name. */
function brokenVolumes(
  errors: readonly FieldError[],
  podSpec: JsonObject | undefined,
  path: string,
): Map<string, FieldError> {
  const broken = new Map<string, FieldError>();
  const prefix = `${path}.volumes[`;
  for (const error of errors) {
    const at = error.at ?? error.field;
    if (!at.startsWith(prefix)) continue;
    const volume = asObject(listAt(podSpec, 'volumes')[Number.parseInt(at.slice(prefix.length), 10)]);
    const name = stringAt(volume, 'name');
    if (name !== '' && !broken.has(name)) broken.set(name, error);
  }
  return broken;
}

/** The server forgets a broken volume, so that its mounts are not found either. */
function causeOf(
  error: FieldError,
  volumes: ReadonlyMap<string, FieldError>,
  podSpec: JsonObject | undefined,
  path = '',
): FieldError | undefined {
  if (error.type !== 'FieldValueNotFound' || volumes.size === 0) return undefined;
  const at = error.at ?? error.field;
  const match = /^\.(\w+)\[(\d+)\]\.(volumeMounts|volumeDevices)\[(\d+)\]\.name$/.exec(
    at.startsWith(path) ? at.slice(path.length) : '',
  );
  if (match === null) return undefined;
  const container = asObject(listAt(podSpec, match[1] ?? '')[Number(match[2])]);
  const mount = asObject(listAt(container, match[3] ?? '')[Number(match[4])]);
  return volumes.get(stringAt(mount, 'name'));
}

/** Several rules of one value: the first speaks, the others are in its details. */
function samePlace(error: FieldError, groups: ReadonlyMap<FieldError, unknown>): FieldError | undefined {
  const at = error.at ?? error.field;
  for (const main of groups.keys())
    if (main.code === error.code && (main.at ?? main.field) === at && main.type === error.type) return main;
  return undefined;
}

/** A workload without selector also has labels that do not match it. */
function selectorOf(error: FieldError, groups: ReadonlyMap<FieldError, unknown>): FieldError | undefined {
  if (!/`selector` does not match template `labels`/.test(error.message)) return undefined;
  for (const main of groups.keys())
    if (main.type === 'FieldValueRequired' && /^spec\.selector$/.test(main.field)) return main;
  return undefined;
}
