/** Repairs of ports, probes' ports, DNS settings and host aliases. */
import type { FixIntent } from '../../kube/field-error.ts';
import { child, index } from '../../kube/field-path.ts';
import { type JsonObject, listAt, objectsAt, stringAt } from '../../kube/json.ts';
import { nearest } from '../../kube/nearest.ts';
import { toDnsLabel } from '../../kube/names.ts';
import {
  add,
  type Broken,
  containerAround,
  isEmptyObject,
  lastOf,
  ownerOf,
  quotedValue,
  remove,
  type Repair,
  type Repairs,
  set,
  valueAt,
} from './context.ts';

/** The usual ones; the first is what the completion offers, too. */
const usualPorts: readonly number[] = [8080, 80];

/** Ports that a container declares: by name where it has one. */
function declaredPorts(container: JsonObject, isNamed: boolean): readonly (string | number)[] {
  const ports = objectsAt(container, 'ports').flatMap((port): readonly (string | number)[] => {
    const name = stringAt(port, 'name');
    const number = port['containerPort'];
    if (isNamed && name !== '') return [name];
    return typeof number === 'number' && number > 0 && number <= 65535 ? [number] : [];
  });
  return [...new Set(ports)].slice(0, 3);
}

/** Another number is not what was meant; a port that the container declares may be. */
const probePort: Repair = (broken) => {
  const { at, object } = broken;
  const isNamed = !/\.grpc\.port$/.test(at);
  const declared = declaredPorts(containerAround(broken), isNamed);
  const value = valueAt(object, at);
  const isMissing = value === undefined || value === null;
  const put = (port: string | number): FixIntent => (isMissing ? add(ownerOf(at), 'port', port) : set(at, port));
  if (typeof value === 'number' && value <= -10 && value >= -65535) return [set(at, -value), ...declared.map(put)];
  return (declared.length > 0 ? declared : isMissing || Number(value) <= 0 ? usualPorts : []).map(put);
};

const probePortName: Repair = (broken) => {
  const { at } = broken;
  const bad = quotedValue(broken) ?? '';
  const declared = declaredPorts(containerAround(broken), true);
  const names = declared.filter((port) => typeof port === 'string');
  const meant = nearest(bad, names);
  if (meant !== undefined) return [set(at, meant)];
  if (declared.length > 0) return declared.map((port) => set(at, port));
  const right = portName(bad);
  return right === '' ? usualPorts.map((port) => set(at, port)) : [set(at, right)];
};

/** An IANA service name: at most 15 characters with a letter among them. */
function portName(bad: string): string {
  const right = toDnsLabel(bad, 15).replace(/-{2,}/g, '-');
  return right === '' || /[a-z]/.test(right) ? right : toDnsLabel(`port-${right}`, 15);
}

/** A probe or hook without anything to do. */
const handler: Repair = (broken) => {
  const { at, object } = broken;
  const container = containerAround(broken);
  const isProbe = /Probe$/.test(at);
  const value = valueAt(object, at);
  const without = isEmptyObject(value) ? [remove(at, `Remove the empty ${lastOf(at)}`)] : [];
  if (!isProbe) return without;
  const port = declaredPorts(container, true)[0] ?? usualPorts[0];
  return [
    add(at, 'httpGet', { path: '/', port }),
    add(at, 'tcpSocket', { port }),
    add(at, 'exec', { command: ['cat', '/tmp/healthy'] }),
    ...without,
  ];
};

/** `010.0.0.1`, `10.0.0.1:53`, `localhost`: the address that was meant. */
const address: Repair = (broken) => {
  const { at, object } = broken;
  const bad = quotedValue(broken) ?? '';
  const right = bad === 'localhost' ? '127.0.0.1' : plainAddress(bad);
  if (right !== undefined && right !== bad) return [set(at, right)];
  const list = ownerOf(at);
  const count = listAt(valueAt(object, ownerOf(list)) as JsonObject | undefined, lastOf(list)).length;
  return /nameservers\[\d+\]$/.test(at) && count > 1 ? [remove(at)] : [];
};

function plainAddress(text: string): string | undefined {
  const parts = /^(\d{1,4})\.(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?::\d+)?$/.exec(text)?.slice(1);
  return parts === undefined || parts.some((part) => Number(part) > 255) ? undefined : parts.map(Number).join('.');
}

/** Shorter than the grace period, or the grace period longer than it. */
const sleep: Repair = ({ at, object, error, specPath }) => {
  const grace = Number(/\((\d+)\)/.exec(error.message)?.[1] ?? NaN);
  const seconds = valueAt(object, at);
  if (typeof seconds !== 'number' || !Number.isFinite(grace)) return [];
  if (seconds < 0) return [set(at, Math.min(-seconds, grace))];
  const longer = set(child(specPath, 'terminationGracePeriodSeconds'), seconds + 30);
  return [set(at, grace), { ...longer, title: `Give the Pod ${seconds + 30} s to end` }];
};

function keepFirst(most: number): Repair {
  return ({ at, object }) => {
    const count = listAt(valueAt(object, ownerOf(at)) as JsonObject | undefined, lastOf(at)).length;
    const steps = Array.from({ length: Math.max(0, count - most) }, (_, i) => remove(index(at, most + i)));
    return steps.length === 0 ? [] : [{ kind: 'all', steps, title: `Keep the first ${most}` }];
  };
}

const noneWithoutConfig: Repair = ({ specPath }) => [
  set(child(specPath, 'dnsPolicy'), 'ClusterFirst'),
  remove(child(specPath, 'dnsPolicy'), 'Remove dnsPolicy, which has a default'),
];

const withoutHostPort: Repair = ({ at, object }) =>
  typeof valueAt(object, at) === 'number' ? [remove(at, 'Remove hostPort')] : [];

/** `containerPort: 0`: the number that the same port has elsewhere. */
const containerPort: Repair = (broken) => {
  const { at, object } = broken;
  const owner = ownerOf(at);
  const port = valueAt(object, owner) as JsonObject | undefined;
  if (isEmptyObject(port)) return [remove(owner, 'Remove the empty item')];
  const put = (number: number): FixIntent =>
    valueAt(object, at) === undefined ? add(owner, 'containerPort', number) : set(at, number);
  const hostPort = port?.['hostPort'];
  if (typeof hostPort === 'number' && hostPort > 0) return [put(hostPort)];
  const known = Object.hasOwn(knownPorts, stringAt(port, 'name')) ? knownPorts[stringAt(port, 'name')] : undefined;
  const used = known === undefined ? probedPorts(containerAround(broken)) : [known];
  return used.map(put);
};

const knownPorts: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  dns: 53,
  'dns-tcp': 53,
  ssh: 22,
  smtp: 25,
  redis: 6379,
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  mongodb: 27017,
  amqp: 5672,
  kafka: 9092,
};

function probedPorts(container: JsonObject): readonly number[] {
  const text = JSON.stringify(
    ['livenessProbe', 'readinessProbe', 'startupProbe'].map((name) => container[name] ?? null),
    (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value),
  );
  const ports = [...text.matchAll(/"port":(\d+)/g)].map((match) => Number(match[1]));
  return [...new Set(ports)].filter((port) => port > 0 && port <= 65535);
}

export const networkRepairs: Repairs = {
  'handler-http-port-number': probePort,
  'handler-tcp-port': probePort,
  'handler-grpc-port': probePort,
  'handler-http-port-name': probePortName,
  'handler-tcp-port-name': probePortName,
  'handler-none': handler,
  'handler-sleep-range': sleep,
  'handler-exec-command': (broken: Broken) => [
    remove(ownerOf(ownerOf(broken.at)), `Remove ${lastOf(ownerOf(ownerOf(broken.at)))}, which runs nothing`),
  ],
  'handler-http-header': ({ at, object }) => {
    const item = ownerOf(at);
    const header = valueAt(object, /\]$/.test(at) ? at : item) as JsonObject | undefined;
    return stringAt(header, 'name') === ''
      ? [remove(/\]$/.test(at) ? at : item, 'Remove the header without a name')]
      : [];
  },
  'port-name': (broken) => {
    const right = portName(quotedValue(broken) ?? '');
    return right === '' ? [] : [set(broken.at, right)];
  },
  'port-container-required': containerPort,
  'ctr-hostport-conflict': withoutHostPort,
  'init-hostport-conflict': withoutHostPort,
  'port-host-range': withoutHostPort,
  'dns-nameserver-ip': address,
  'hostalias-ip': address,
  'dns-nameservers-many': keepFirst(3),
  'dns-searches-many': keepFirst(32),
  'dns-none-config': noneWithoutConfig,
  'dns-none-nameservers': noneWithoutConfig,
  'dns-option-name': ({ at }) => [remove(ownerOf(at), 'Remove the option without a name')],
  'dns-search-format': (broken) => {
    const right = (quotedValue(broken) ?? '').toLowerCase().replace(/[^-a-z0-9_.]+/g, '-');
    return right === '' ? [] : [set(broken.at, right)];
  },
  'pod-hostname-override-long': ({ at, object }) => {
    const name = valueAt(object, at);
    return typeof name === 'string' ? [set(at, toDnsLabel(name, 64))] : [];
  },
};
