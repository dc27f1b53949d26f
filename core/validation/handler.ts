/**
 * Checks of what a probe or a lifecycle hook does: exec, httpGet, tcpSocket, grpc, sleep
 * (pkg/apis/core/validation, 1.36).
 */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type Json, type JsonObject, integerAt, listAt, objectAt, objectsAt, stringAt } from '../kube/json.ts';
import { httpHeaderErrors, portNameErrors, portNumberErrors } from '../kube/names.ts';
import { type ValidationContext, isEnabled } from './context.ts';
import { type Errors, forbidden, invalid, invalidEach, none, notSupported, remove, required, set } from './errors.ts';
import { withFix } from './formats.ts';

export interface HandlerScope {
  /** `terminationGracePeriodSeconds` of the Pod. */
  readonly gracePeriod: number | bigint | undefined;
  /** `os.name`; `undefined` without `os`. */
  readonly os: string | undefined;
  readonly context: ValidationContext;
}

type Check = (action: JsonObject, path: FieldPath, scope: HandlerScope) => Errors;

const checks: Readonly<Record<string, Check>> = {
  exec: validateExec,
  httpGet: validateHttpGet,
  tcpSocket: (action, path) => validatePortNumberOrName('handler-tcp-port', action['port'], child(path, 'port')),
  grpc: (action, path) => validatePortNumber('handler-grpc-port', integerAt(action, 'port') ?? 0, child(path, 'port')),
  sleep: validateSleep,
};

/** In the order in which the server looks. */
export const probeHandlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
export const hookHandlers = ['exec', 'httpGet', 'tcpSocket', 'sleep'];

/** Errors of a handler with exactly one of `kinds`; a second one is not looked at. */
export function validateHandler(
  handler: JsonObject,
  kinds: readonly string[],
  path: FieldPath,
  scope: HandlerScope,
): Errors {
  const present = kinds.filter((kind) => objectAt(handler, kind) !== undefined);
  const [first, ...others] = present;
  if (first === undefined) return [required('handler-none', path, 'must specify a handler type')];
  return [
    ...(checks[first]?.(objectAt(handler, first) ?? {}, child(path, first), scope) ?? none),
    ...others.map((kind) =>
      forbidden(
        'handler-many',
        child(path, kind),
        'may not specify more than 1 handler type',
        remove(child(path, kind)),
      ),
    ),
  ];
}

function validateExec(action: JsonObject, path: FieldPath): Errors {
  return listAt(action, 'command').length > 0 ? none : [required('handler-exec-command', child(path, 'command'))];
}

const schemes = ['HTTP', 'HTTPS'];

function validateHttpGet(action: JsonObject, path: FieldPath): Errors {
  const scheme = stringAt(action, 'scheme');
  const errors: FieldError[] = [];
  if (stringAt(action, 'path') === '') errors.push(required('handler-http-path', child(path, 'path')));
  errors.push(...validatePortNumberOrName('handler-http-port', action['port'], child(path, 'port')));
  if (!schemes.includes(scheme))
    errors.push(notSupported('handler-http-scheme', child(path, 'scheme'), scheme, schemes));
  objectsAt(action, 'httpHeaders').forEach((header, position) => {
    const name = stringAt(header, 'name');
    const at = child(index(child(path, 'httpHeaders'), position), 'name');
    const right = name.replace(/[^-A-Za-z0-9]+/g, '-');
    errors.push(
      ...invalidEach(
        'handler-http-header',
        child(path, 'httpHeaders'),
        name,
        httpHeaderErrors(name),
        withFix(at, right, { at }),
      ),
    );
  });
  return errors;
}

/** A port is a number or the name of a port; `"8080"` is a name, and fails for want of a letter. */
function validatePortNumberOrName(code: string, port: Json | undefined, field: FieldPath): Errors {
  const isHttp = code === 'handler-http-port';
  if (typeof port !== 'string') {
    const number = typeof port === 'number' || typeof port === 'bigint' ? port : 0;
    return validatePortNumber(isHttp ? 'handler-http-port-number' : code, number, field);
  }
  const number = /^[1-9]\d{0,4}$/.test(port) ? Number(port) : 0;
  const fix = number > 0 && number <= 65535 ? { fix: set(field, number) } : undefined;
  return invalidEach(isHttp ? 'handler-http-port-name' : code, field, port, portNameErrors(port), fix);
}

function validatePortNumber(code: string, port: number | bigint, field: FieldPath): Errors {
  return invalidEach(code, field, port, portNumberErrors(port));
}

function validateSleep(action: JsonObject, path: FieldPath, { gracePeriod, context }: HandlerScope): Errors {
  const seconds = integerAt(action, 'seconds') ?? 0;
  const allowsZero = isEnabled(context, 'PodLifecycleSleepActionAllowZero');
  const isShort = seconds < 0 || (seconds === 0 && !allowsZero);
  if (gracePeriod === undefined || (!isShort && seconds <= gracePeriod)) return none;
  const detail = allowsZero
    ? `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`
    : `must be greater than 0 and less than terminationGracePeriodSeconds (${gracePeriod}). ` +
      'Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.';
  return [invalid('handler-sleep-range', path, seconds, detail, { at: child(path, 'seconds') })];
}
