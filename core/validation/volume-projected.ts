/** Checks of projected volumes (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, integerAt, objectAt, objectsAt, stringAt } from '../kube/json.ts';
import { type Errors, forbidden, invalid, none, required, set } from './errors.ts';
import { type PathCodes, validateLocalPath, validateMode } from './formats.ts';
import { type TakenPaths, takePath } from './taken-paths.ts';
import { validateDownwardFile, validateKeyToPath } from './volume-files.ts';
import { validatePodCertificate, validateTrustBundle } from './volume-certificates.ts';

export function validateProjected(source: JsonObject, path: FieldPath): Errors {
  const taken: TakenPaths = new Map();
  return [
    ...validateMode('vol-projected-mode', child(path, 'defaultMode'), integerAt(source, 'defaultMode')),
    ...objectsAt(source, 'sources').flatMap((item, position) =>
      validateProjection(item, path, index(child(path, 'sources'), position), taken),
    ),
  ];
}

type Check = (projection: JsonObject, path: FieldPath, at: FieldPath, taken: TakenPaths) => Errors;

/** In the order in which the server looks; `path` is the volume's source, `at` the projection. */
const checks: Readonly<Record<string, Check>> = {
  secret: (projection, path, at, taken) => validateKeys('vol-projected-secret-name', projection, path, at, taken),
  configMap: (projection, path, at, taken) => validateKeys('vol-projected-configmap-name', projection, path, at, taken),
  downwardAPI: validateDownward,
  serviceAccountToken: validateToken,
  clusterTrustBundle: validateTrustBundle,
  podCertificate: validatePodCertificate,
};

function validateProjection(item: JsonObject, path: FieldPath, at: FieldPath, taken: TakenPaths): Errors {
  const errors: FieldError[] = [];
  let count = 0;
  for (const [key, check] of Object.entries(checks)) {
    const projection = objectAt(item, key);
    if (projection === undefined) continue;
    count++;
    errors.push(...check(projection, path, child(at, key), taken));
  }
  if (count > 1) errors.push(forbidden('vol-projected-many', at, 'may not specify more than 1 volume type per source'));
  return errors;
}

function validateKeys(code: string, projection: JsonObject, path: FieldPath, at: FieldPath, taken: TakenPaths): Errors {
  const name = stringAt(projection, 'name');
  return [
    ...(name === '' ? [required(code, child(at, 'name'))] : none),
    ...objectsAt(projection, 'items').flatMap((item, position) => {
      const itemAt = index(child(at, 'items'), position);
      const file = stringAt(item, 'path');
      const conflicts = file === '' ? none : takePath(file, name, path, child(itemAt, 'path'), taken);
      return [...validateKeyToPath(item, itemAt), ...conflicts];
    }),
  ];
}

function validateDownward(projection: JsonObject, path: FieldPath, at: FieldPath, taken: TakenPaths): Errors {
  return objectsAt(projection, 'items').flatMap((item, position) => {
    const itemAt = index(child(at, 'items'), position);
    const file = stringAt(item, 'path');
    const conflicts = file === '' ? none : takePath(file, file, path, child(itemAt, 'path'), taken);
    return [...validateDownwardFile(item, at, itemAt), ...conflicts];
  });
}

const tokenPathCodes: PathCodes = {
  absolute: 'vol-projected-token-path-format',
  backstep: 'vol-projected-token-path-format',
};
const minTokenSeconds = 600;
const maxTokenSeconds = 2 ** 32;

/** The server's path of the token's file leaves out the projection. */
function validateToken(projection: JsonObject, path: FieldPath, at: FieldPath): Errors {
  const seconds = integerAt(projection, 'expirationSeconds') ?? 0;
  const file = stringAt(projection, 'path');
  const field = child(at, 'expirationSeconds');
  const more = { at: child(at, 'path') };
  const errors: FieldError[] = [];
  if (seconds < minTokenSeconds) {
    const detail = 'may not specify a duration less than 10 minutes';
    errors.push(invalid('vol-projected-token-min', field, seconds, detail, { fix: set(field, minTokenSeconds) }));
  }
  if (seconds > maxTokenSeconds) {
    errors.push(
      invalid('vol-projected-token-max', field, seconds, 'may not specify a duration larger than 2^32 seconds'),
    );
  }
  if (file === '')
    return [
      ...errors,
      required('vol-projected-token-path', child(path, 'path'), '', {
        ...more,
        fix: { kind: 'add', at, field: 'path', value: 'token' },
      }),
    ];
  return [...errors, ...validateLocalPath(tokenPathCodes, child(path, 'path'), file, more)];
}
