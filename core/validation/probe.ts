/** Checks of probes (pkg/apis/core/validation, 1.36). */
import { type FieldPath, child } from '../kube/field-path.ts';
import { type JsonObject, integerAt, objectAt } from '../kube/json.ts';
import { type Errors, asJson, invalid, none, remove, set } from './errors.ts';
import { validateNonNegative } from './formats.ts';
import { type HandlerScope, probeHandlers, validateHandler } from './handler.ts';

/** Errors of the three probes of one container at `path`. */
export function validateProbes(container: JsonObject, path: FieldPath, scope: HandlerScope): Errors {
  const liveness = objectAt(container, 'livenessProbe');
  const readiness = objectAt(container, 'readinessProbe');
  const startup = objectAt(container, 'startupProbe');
  if (liveness === undefined && readiness === undefined && startup === undefined) return none;
  return [
    ...(liveness === undefined ? none : validateProbeWithOneSuccess(liveness, child(path, 'livenessProbe'), scope)),
    ...(readiness === undefined ? none : validateReadinessProbe(readiness, child(path, 'readinessProbe'), scope)),
    ...(startup === undefined ? none : validateProbeWithOneSuccess(startup, child(path, 'startupProbe'), scope)),
  ];
}

function validateProbeWithOneSuccess(probe: JsonObject, path: FieldPath, scope: HandlerScope): Errors {
  const threshold = integerAt(probe, 'successThreshold') ?? 0;
  const errors = validateProbe(probe, path, scope);
  const field = child(path, 'successThreshold');
  return threshold === 1
    ? errors
    : [...errors, invalid('probe-success-must-be-one', field, threshold, 'must be 1', { fix: set(field, 1) })];
}

function validateReadinessProbe(probe: JsonObject, path: FieldPath, scope: HandlerScope): Errors {
  const grace = integerAt(probe, 'terminationGracePeriodSeconds');
  const errors = validateProbe(probe, path, scope);
  if (grace === undefined) return errors;
  const field = child(path, 'terminationGracePeriodSeconds');
  return [
    ...errors,
    invalid('probe-grace-readiness', field, asJson(grace), 'must not be set for readinessProbes', remove(field)),
  ];
}

const counts = [
  ['initialDelaySeconds', 'probe-initial-delay'],
  ['timeoutSeconds', 'probe-timeout'],
  ['periodSeconds', 'probe-period'],
  ['successThreshold', 'probe-success-negative'],
  ['failureThreshold', 'probe-failure-negative'],
] as const;

function validateProbe(probe: JsonObject, path: FieldPath, scope: HandlerScope): Errors {
  const grace = integerAt(probe, 'terminationGracePeriodSeconds');
  const field = child(path, 'terminationGracePeriodSeconds');
  return [
    ...validateHandler(probe, probeHandlers, path, scope),
    ...counts.flatMap(([key, code]) => validateNonNegative(code, child(path, key), integerAt(probe, key) ?? 0)),
    ...(grace !== undefined && grace <= 0
      ? [invalid('probe-grace-positive', field, grace, 'must be greater than 0', remove(field))]
      : none),
  ];
}
