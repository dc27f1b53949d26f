/** Warnings about ports of the containers of a Pod that get in each other's way (pkg/api/pod/warnings.go, 1.36). */
import type { ApiWarning } from '../../kube/field-error.ts';
import { type FieldPath, child, index } from '../../kube/field-path.ts';
import { goQuote } from '../../kube/go-print.ts';
import { type JsonObject, integerAt, objectsAt, stringAt } from '../../kube/json.ts';
import { type ValidationContext, atLeast } from '../context.ts';
import type { PlacedContainer } from './containers.ts';

interface Port {
  readonly at: FieldPath;
  readonly name: string;
  readonly number: number | bigint;
  readonly protocol: string;
  readonly hostPort: number | bigint;
  readonly hostIP: string;
}

export function portWarnings(
  containers: readonly PlacedContainer[],
  context: ValidationContext,
): readonly ApiWarning[] {
  const ports = containers.flatMap(({ container, at }) =>
    objectsAt(container, 'ports').map((port, i) => readPort(port, index(child(at, 'ports'), i))),
  );
  return [...definitionWarnings(ports), ...(atLeast(context, 33) ? nameWarnings(ports) : [])];
}

function readPort(port: JsonObject, at: FieldPath): Port {
  return {
    at,
    name: stringAt(port, 'name'),
    number: integerAt(port, 'containerPort') ?? 0,
    protocol: stringAt(port, 'protocol'),
    hostPort: integerAt(port, 'hostPort') ?? 0,
    hostIP: stringAt(port, 'hostIP'),
  };
}

function definitionWarnings(ports: readonly Port[]): readonly ApiWarning[] {
  const byNumber = new Map<string, Port[]>();
  return ports.flatMap((port) => {
    const key = `${port.number}/${port.protocol}`;
    const others = byNumber.get(key) ?? [];
    const warnings = [...hostIpWarnings(port), ...others.flatMap((other) => compare(port, other))];
    byNumber.set(key, [...others, port]);
    return warnings;
  });
}

function hostIpWarnings({ at, name, number, protocol, hostPort, hostIP }: Port): readonly ApiWarning[] {
  if (hostIP === '' || hostPort !== 0) return [];
  const printed = `{Name:${name} HostPort:0 ContainerPort:${number} Protocol:${protocol} HostIP:${hostIP}}`;
  const fix = { kind: 'remove', at: child(at, 'hostIP') } as const;
  return [{ code: 'warn-port-hostip', at, message: `${at}: hostIP set without hostPort: ${printed}`, fix }];
}

function compare(port: Port, other: Port): readonly ApiWarning[] {
  const warn = (code: string, text: string): readonly ApiWarning[] => [
    { code, at: port.at, message: `${port.at}: ${text} with ${other.at}`, ...removal(code, port) },
  ];
  if (port.hostIP === other.hostIP && port.hostPort === other.hostPort)
    return warn('warn-port-duplicate', 'duplicate port definition');
  if (port.hostPort === 0 || other.hostPort === 0) return warn('warn-port-overlap', 'overlapping port definition');
  const onlyOneIsBound = (port.hostIP === '') !== (other.hostIP === '');
  return port.hostPort === other.hostPort && onlyOneIsBound
    ? warn('warn-port-ambiguous', 'dangerously ambiguous port definition')
    : [];
}

/** A port that says nothing of its own can go. */
function removal(code: string, port: Port): { readonly fix?: ApiWarning['fix'] & object } {
  return code === 'warn-port-duplicate' && port.name === '' ? { fix: { kind: 'remove', at: port.at } } : {};
}

function nameWarnings(ports: readonly Port[]): readonly ApiWarning[] {
  const first = new Map<string, FieldPath>();
  return ports.flatMap(({ at, name }) => {
    const other = first.get(name);
    if (name !== '' && other === undefined) first.set(name, at);
    if (name === '' || other === undefined) return [];
    const text = `duplicate port name ${goQuote(name)} with ${other}, services and probes that select ports by name will use ${other}`;
    return [{ code: 'warn-port-name-duplicate', at, message: `${at}: ${text}` }];
  });
}
