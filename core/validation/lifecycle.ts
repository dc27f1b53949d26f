/** Checks of lifecycle hooks and of the stop signal (pkg/apis/core/validation, 1.36). */
import { type FieldPath, child } from '../kube/field-path.ts';
import { type JsonObject, objectAt, optionalStringAt } from '../kube/json.ts';
import { type Errors, forbidden, none, notSupported } from './errors.ts';
import { type HandlerScope, hookHandlers, validateHandler } from './handler.ts';

/** Errors of the `lifecycle` of a container at `path`; an empty one is fine. */
export function validateLifecycle(lifecycle: JsonObject | undefined, path: FieldPath, scope: HandlerScope): Errors {
  if (lifecycle === undefined) return none;
  return [
    ...['postStart', 'preStop'].flatMap((hook) => {
      const handler = objectAt(lifecycle, hook);
      return handler === undefined ? none : validateHandler(handler, hookHandlers, child(path, hook), scope);
    }),
    ...validateStopSignal(optionalStringAt(lifecycle, 'stopSignal'), child(path, 'stopSignal'), scope.os),
  ];
}

const realTime = (prefix: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${prefix}${from + i}`);

/** The names that the server knows on Linux, sorted as it lists them. */
const linuxSignals: readonly string[] = [
  'ABRT',
  'ALRM',
  'BUS',
  'CHLD',
  'CLD',
  'CONT',
  'FPE',
  'HUP',
  'ILL',
  'INT',
  'IO',
  'IOT',
  'KILL',
  'PIPE',
  'POLL',
  'PROF',
  'PWR',
  'QUIT',
  'SEGV',
  'STKFLT',
  'STOP',
  'SYS',
  'TERM',
  'TRAP',
  'TSTP',
  'TTIN',
  'TTOU',
  'URG',
  'USR1',
  'USR2',
  'VTALRM',
  'WINCH',
  'XCPU',
  'XFSZ',
  'RTMIN',
  'RTMAX',
  ...realTime('RTMIN+', 1, 15),
  ...realTime('RTMAX-', 1, 14),
]
  .map((name) => `SIG${name}`)
  .sort();

const windowsSignals: readonly string[] = ['SIGKILL', 'SIGTERM'];

function validateStopSignal(signal: string | undefined, field: FieldPath, os: string | undefined): Errors {
  if (signal === undefined) return none;
  if (os === undefined) {
    return [forbidden('lifecycle-stopsignal-os', field, 'may not be set for containers with empty `spec.os.name`')];
  }
  if (os === 'windows' && !windowsSignals.includes(signal)) {
    return [notSupported('lifecycle-stopsignal-windows', field, signal, windowsSignals)];
  }
  return os === 'linux' && !linuxSignals.includes(signal)
    ? [notSupported('lifecycle-stopsignal-linux', field, signal, linuxSignals)]
    : none;
}
