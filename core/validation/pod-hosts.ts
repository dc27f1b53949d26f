/** Checks of what a Pod shares with its host, and of its hostname (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child } from '../kube/field-path.ts';
import { type JsonObject, booleanAt, objectsAt, optionalStringAt } from '../kube/json.ts';
import { byteLength } from '../kube/utf8.ts';
import type { PodContainer } from './containers-of.ts';
import { type ValidationContext, atLeast, isEnabled } from './context.ts';
import { type Errors, forbidden, none, remove, tooLong } from './errors.ts';
import { validateDnsSubdomain } from './formats.ts';

/** Errors of a Pod with users of its own that shares namespaces of the host. */
export function validateHostUsers(
  spec: JsonObject,
  containers: readonly PodContainer[],
  path: FieldPath,
  context: ValidationContext,
): Errors {
  if (booleanAt(spec, 'hostUsers') !== false) return none;
  const text = atLeast(context, 34) ? 'when `hostUsers` is false' : 'when `pod.Spec.HostUsers` is false';
  const refuse = (key: string, printed: string): Errors => {
    if (booleanAt(spec, key) !== true) return none;
    const at = child(path, key);
    return [
      forbidden(`pod-host-users-${key.toLowerCase().replace('work', '')}`, child(path, printed), text, {
        at,
        ...remove(child(path, 'hostUsers')),
      }),
    ];
  };
  return [
    ...(isEnabled(context, 'UserNamespacesHostNetworkSupport') ? none : refuse('hostNetwork', 'hostNetwork')),
    ...refuse('hostPID', 'HostPID'),
    ...refuse('hostIPC', 'HostIPC'),
    ...containers.flatMap(({ container, at }) => {
      if (!atLeast(context, 34) || objectsAt(container, 'volumeDevices').length === 0) return none;
      return [forbidden('pod-host-users-volume-devices', child(at, 'volumeDevices'), text)];
    }),
  ];
}

const maxHostnameBytes = 64;

/** Errors of `hostnameOverride`; `path` is that of the pod spec. */
export function validateHostnameOverride(spec: JsonObject, path: FieldPath): Errors {
  const hostname = optionalStringAt(spec, 'hostnameOverride');
  if (hostname === undefined) return none;
  const field = child(path, 'hostnameOverride');
  const errors: FieldError[] = [];
  if (booleanAt(spec, 'setHostnameAsFQDN') === true) {
    const detail = 'may not be specified when setHostnameAsFQDN is true';
    errors.push(forbidden('pod-hostname-override-fqdn', field, detail, remove(child(path, 'setHostnameAsFQDN'))));
  }
  if (booleanAt(spec, 'hostNetwork') === true) {
    errors.push(
      forbidden('pod-hostname-override-hostnet', field, 'may not be specified when hostNetwork is true', remove(field)),
    );
  }
  if (byteLength(hostname) > maxHostnameBytes)
    errors.push(tooLong('pod-hostname-override-long', field, maxHostnameBytes));
  return [...errors, ...validateDnsSubdomain('pod-hostname-override-format', field, hostname)];
}
