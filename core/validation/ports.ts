/** Checks of container ports, and of host ports that two ports would share (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, integerAt, objectsAt, stringAt } from '../kube/json.ts';
import { portNameErrors, rangeError, toDnsLabel } from '../kube/names.ts';
import { type Errors, duplicate, invalid, invalidEach, none, notSupported, required, set } from './errors.ts';
import { withFix } from './formats.ts';

const protocols = ['SCTP', 'TCP', 'UDP'];

/** Errors of the `ports` of one container. */
export function validatePorts(ports: readonly JsonObject[], path: FieldPath): Errors {
  if (ports.length === 0) return none;
  const names = new Map<string, FieldPath>();
  return ports.flatMap((port, position) => {
    const at = index(path, position);
    return [
      ...validatePortName(stringAt(port, 'name'), child(at, 'name'), names),
      ...validatePortNumbers(port, at),
      ...validateProtocol(stringAt(port, 'protocol'), child(at, 'protocol')),
    ];
  });
}

function validatePortName(name: string, field: FieldPath, names: Map<string, FieldPath>): Errors {
  if (name === '') return none;
  const details = portNameErrors(name);
  if (details.length > 0) {
    const right = toDnsLabel(name, 15).replace(/-+/g, '-');
    return invalidEach(
      'port-name',
      field,
      name,
      details,
      withFix(field, portNameErrors(right).length === 0 ? right : ''),
    );
  }
  const first = names.get(name);
  if (first === undefined) {
    names.set(name, field);
    return none;
  }
  const related = [{ at: first, message: `the first port named ${name}` }];
  const right = [2, 3, 4]
    .map((number) => `${name.slice(0, 13)}-${number}`.replace('--', '-'))
    .find((one) => !names.has(one));
  return [duplicate('port-name-duplicate', field, name, withFix(field, right ?? '', { related }))];
}

function validatePortNumbers(port: JsonObject, at: FieldPath): Errors {
  const containerPort = integerAt(port, 'containerPort') ?? 0;
  const hostPort = integerAt(port, 'hostPort') ?? 0;
  const errors: FieldError[] = [];
  const field = child(at, 'containerPort');
  if (containerPort === 0) errors.push(required('port-container-required', field));
  else if (!isPort(containerPort))
    errors.push(invalid('port-container-range', field, containerPort, rangeError(1, 65535)));
  if (hostPort !== 0 && !isPort(hostPort)) {
    errors.push(invalid('port-host-range', child(at, 'hostPort'), hostPort, rangeError(1, 65535)));
  }
  return errors;
}

function isPort(port: number | bigint): boolean {
  return port >= 1 && port <= 65535;
}

function validateProtocol(protocol: string, field: FieldPath): Errors {
  if (protocol === '') return [required('port-protocol', field)];
  return protocols.includes(protocol) ? none : [notSupported('port-protocol', field, protocol, protocols)];
}

/**
 * Errors of two ports of these containers that want the same port of the node. `places` are the true paths of the
 * containers.
 */
export function validateHostPorts(
  containers: readonly JsonObject[],
  path: FieldPath,
  code: string,
  places?: readonly FieldPath[],
): Errors {
  const used = new Map<string, FieldPath>();
  const errors: FieldError[] = [];
  containers.forEach((container, position) => {
    objectsAt(container, 'ports').forEach((port, portPosition) => {
      const hostPort = integerAt(port, 'hostPort') ?? 0;
      if (hostPort === 0) return;
      const rest = `.ports[${portPosition}].hostPort`;
      const field = index(path, position) + rest;
      const at = (places?.[position] ?? index(path, position)) + rest;
      const key = `${stringAt(port, 'protocol')}/${stringAt(port, 'hostIP')}/${hostPort}`;
      const first = used.get(key);
      if (first === undefined) used.set(key, at);
      else
        errors.push(
          duplicate(code, field, key, { at, related: [{ at: first, message: 'the first use of this host port' }] }),
        );
    });
  });
  return errors;
}

/** In a Pod with `hostNetwork` the host port is the container port; a template may leave it out. */
export function validateHostNetworkPorts(containers: readonly JsonObject[], path: FieldPath, isPod: boolean): Errors {
  return containers.flatMap((container, position) =>
    objectsAt(container, 'ports').flatMap((port, portPosition) => {
      const hostPort = integerAt(port, 'hostPort') ?? 0;
      const containerPort = integerAt(port, 'containerPort') ?? 0;
      if (hostPort === containerPort || (!isPod && hostPort === 0)) return none;
      const field = child(index(child(index(path, position), 'ports'), portPosition), 'hostPort');
      const fix = typeof containerPort === 'number' ? { fix: set(field, containerPort) } : undefined;
      const detail = 'must match `containerPort` when `hostNetwork` is true';
      return [invalid('port-hostnetwork-mismatch', field, hostPort, detail, fix)];
    }),
  );
}
