/** One cause, one diagnosis: server errors that only follow from another one become its related information. */
import type { FieldError } from '../kube/field-error.ts';
import type { JsonObject } from '../kube/json.ts';
import { asObject, listAt, stringAt } from '../kube/json.ts';

export interface ErrorGroup {
  readonly main: FieldError;
  readonly followers: readonly FieldError[];
}

/** What tells a cause from its consequences. */
interface Known {
  readonly volumes: ReadonlyMap<string, FieldError>;
  readonly byPlace: ReadonlyMap<string, readonly FieldError[]>;
  /** Errors inside of the selector of a workload. */
  readonly selector: FieldError | undefined;
  readonly podSpec: JsonObject | undefined;
  readonly podSpecPath: string;
  readonly isWritten: (path: string) => boolean;
}

/**
 * Groups in the server's order of their main errors. `podSpec` is the decoded one, whose volumes and mounts name each other; `isWritten`
 * tells what stands in the text from what the server fills in.
 */
export function groupErrors(
  errors: readonly FieldError[],
  podSpec: JsonObject | undefined,
  podSpecPath = '',
  isWritten: (path: string) => boolean = () => true,
): readonly ErrorGroup[] {
  if (errors.length < 2) return errors.map((main) => ({ main, followers: [] }));
  const known: Known = {
    volumes: podSpecPath === '' ? new Map<string, FieldError>() : brokenVolumes(errors, podSpec, podSpecPath),
    byPlace: byPlace(errors),
    selector: errors.find((error) => /^spec\.selector[.[]/.test(placeOf(error))),
    podSpec,
    podSpecPath,
    isWritten,
  };
  const causes = new Map<FieldError, FieldError>();
  for (const error of errors) {
    const cause = causeOf(error, known) ?? limitOf(error, known) ?? samePlace(error, known) ?? selectorOf(error, known);
    if (cause !== undefined && cause !== error) causes.set(error, cause);
  }
  const groups = new Map<FieldError, FieldError[]>();
  for (const error of errors) if (!causes.has(error)) groups.set(error, []);
  for (const [error, cause] of causes) {
    const main = rootOf(cause, causes);
    if (main === error || !groups.has(main)) groups.set(error, groups.get(error) ?? []);
    else groups.get(main)?.push(error);
  }
  return errors.flatMap((main) => (groups.has(main) ? [{ main, followers: groups.get(main) ?? [] }] : []));
}

const placeOf = ({ at, field }: FieldError): string => at ?? field;

function rootOf(error: FieldError, causes: ReadonlyMap<FieldError, FieldError>): FieldError {
  let root = error;
  for (let steps = 0; steps < 5; steps++) root = causes.get(root) ?? root;
  return root;
}

function byPlace(errors: readonly FieldError[]): Map<string, FieldError[]> {
  const places = new Map<string, FieldError[]>();
  for (const error of errors) {
    const there = places.get(placeOf(error));
    if (there === undefined) places.set(placeOf(error), [error]);
    else there.push(error);
  }
  return places;
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
    const at = placeOf(error);
    if (!at.startsWith(prefix)) continue;
    const volume = asObject(listAt(podSpec, 'volumes')[Number.parseInt(at.slice(prefix.length), 10)]);
    const name = stringAt(volume, 'name');
    if (name !== '' && !broken.has(name)) broken.set(name, error);
  }
  return broken;
}

/** The server forgets a broken volume, so that its mounts are not found either. */
function causeOf(error: FieldError, { volumes, podSpec, podSpecPath }: Known): FieldError | undefined {
  if (error.type !== 'FieldValueNotFound' || volumes.size === 0) return undefined;
  const at = placeOf(error);
  const match = /^\.(\w+)\[(\d+)\]\.(volumeMounts|volumeDevices)\[(\d+)\]\.name$/.exec(
    at.startsWith(podSpecPath) ? at.slice(podSpecPath.length) : '',
  );
  if (match === null) return undefined;
  const container = asObject(listAt(podSpec, match[1] ?? '')[Number(match[2])]);
  const mount = asObject(listAt(container, match[3] ?? '')[Number(match[4])]);
  return volumes.get(stringAt(mount, 'name'));
}

/** A limit is the request, too, where none is written: what is wrong with it the server says twice. */
function limitOf(error: FieldError, { byPlace, isWritten }: Known): FieldError | undefined {
  const at = placeOf(error);
  if (!/\.requests\[[^\]]*\]$/.test(at) || isWritten(at)) return undefined;
  const there = byPlace.get(at.replace(/\.requests(\[[^\]]*\])$/, '.limits$1')) ?? [];
  return there.find(({ code, message }) => code === error.code && message === error.message);
}

/** Rules that look at the same thing of the same value. */
const alike: readonly RegExp[] = [/^res-name-/, /^job-max-failed-(?:high|limit)$/];

/** Several rules of one value: the first speaks, the others are in its details. What is missing is wrong in every other way, too. */
function samePlace(error: FieldError, { byPlace }: Known): FieldError | undefined {
  const there = byPlace.get(placeOf(error)) ?? [];
  if (there.length < 2) return undefined;
  const isMissing = there.some(({ type, message }) => type === 'FieldValueRequired' || / value: ""/.test(message));
  return there.find(
    (other) =>
      (other.code === error.code && other.type === error.type) ||
      (isMissing && there.some(({ type }) => type === 'FieldValueRequired')) ||
      alike.some((pattern) => pattern.test(error.code) && pattern.test(other.code)),
  );
}

/** A workload without selector has labels that do not match it; one with a wrong selector has none that is right as a whole. */
function selectorOf(error: FieldError, { byPlace, selector }: Known): FieldError | undefined {
  if (error.code === 'wl-selector-invalid') return selector;
  if (!/`selector` does not match template `labels`/.test(error.message)) return undefined;
  return byPlace.get('spec.selector')?.find(({ type }) => type === 'FieldValueRequired');
}
