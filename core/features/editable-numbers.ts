/** The numbers of a Pod that the panel lets people change while they watch: probe timings, thresholds, grace periods, deadlines. */
import { child, type FieldPath, index } from '../kube/field-path.ts';
import { type JsonObject, objectAt, objectsAt } from '../kube/json.ts';

export interface EditableNumber {
  readonly field: FieldPath;
  readonly value: number;
  readonly minimum: number;
  readonly maximum?: number;
  /** The manifest does not say it: the server's default holds. */
  readonly isDefault: boolean;
}

/** Smallest values that the API server takes. */
const probeNumbers: readonly (readonly [name: string, minimum: number, fallback: number])[] = [
  ['initialDelaySeconds', 0, 0],
  ['periodSeconds', 1, 10],
  ['timeoutSeconds', 1, 1],
  ['failureThreshold', 1, 3],
  ['successThreshold', 1, 1],
];
const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'];
const lists = ['initContainers', 'containers'];

/** `written` is the PodSpec as decoded, `specPath` its path in the object. */
export function editableNumbers(
  written: JsonObject,
  defaulted: JsonObject,
  specPath: FieldPath,
): readonly EditableNumber[] {
  const pod = { written, defaulted, path: specPath };
  const numbers: EditableNumber[] = [...numberOf(pod, 'terminationGracePeriodSeconds', 0)];
  if (defaulted['activeDeadlineSeconds'] !== undefined) numbers.push(...numberOf(pod, 'activeDeadlineSeconds', 1));
  for (const list of lists) {
    const full = objectsAt(defaulted, list);
    objectsAt(written, list).forEach((container, at) => {
      const path = index(child(specPath, list), at);
      for (const probe of probes)
        numbers.push(...numbersOfProbe(objectAt(container, probe), objectAt(full[at], probe), child(path, probe)));
    });
  }
  return numbers;
}

function numbersOfProbe(
  written: JsonObject | undefined,
  defaulted: JsonObject | undefined,
  path: FieldPath,
): readonly EditableNumber[] {
  if (written === undefined) return [];
  const isReadiness = path.endsWith('readinessProbe');
  return probeNumbers
    .filter(([name]) => isReadiness || name !== 'successThreshold')
    .flatMap(([name, minimum, fallback]) =>
      numberOf({ written, defaulted: defaulted ?? written, path }, name, minimum, fallback),
    );
}

interface Holder {
  readonly written: JsonObject;
  readonly defaulted: JsonObject;
  readonly path: FieldPath;
}

function numberOf(
  { written, defaulted, path }: Holder,
  name: string,
  minimum: number,
  fallback?: number,
): readonly EditableNumber[] {
  const own = written[name];
  const value = typeof own === 'number' ? own : (defaulted[name] ?? fallback);
  return typeof value === 'number'
    ? [{ field: child(path, name), value, minimum, isDefault: typeof own !== 'number' }]
    : [];
}
