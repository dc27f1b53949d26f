/** One container of a Pod as `kubectl describe pod` prints it. Mirrors describeContainers in kubectl/pkg/describe/describe.go (1.36). */
import { goQuote } from '../kube/go-print.ts';
import { quantityOf, quantityText, scaledValue } from '../kube/quantity.ts';
import { formatRfc1123, parseTimestamp } from '../kube/timestamp.ts';
import { type ApiObject, isObject, listAt, objectAt } from './api-pod.ts';
import { byCodeUnits, type Lines } from './lines.ts';

/** Where Go's zero time is printed: 0001-01-01. */
const ZERO_TIME = 'Mon, 01 Jan 0001 00:00:00 +0000';

export function writeContainers(
  lines: Lines,
  label: string,
  pod: ApiObject,
  containers: readonly ApiObject[],
  statuses: readonly ApiObject[],
): void {
  lines.write(0, `${label}:${containers.length ? '' : ' <none>'}\n`);
  for (const container of containers) {
    const status = statuses.findLast((s) => s['name'] === container['name']);
    writeBasics(lines, container, status);
    writeWords(lines, 'Command', container['command']);
    writeWords(lines, 'Args', container['args']);
    if (status) writeState(lines, status);
    writeResources(lines, objectAt(container, 'resources'), 2);
    writeProbes(lines, container);
    writeEnvFrom(lines, listAt(container, 'envFrom'));
    writeEnv(lines, pod, container);
    writeMounts(lines, container);
  }
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function writeBasics(lines: Lines, container: ApiObject, status: ApiObject | undefined): void {
  lines.write(1, `${text(container['name'])}:\n`);
  if (status) lines.write(2, `Container ID:\t${text(status['containerID'])}\n`);
  lines.write(2, `Image:\t${text(container['image'])}\n`);
  if (status) lines.write(2, `Image ID:\t${text(status['imageID'])}\n`);
  const ports = listAt(container, 'ports');
  writePorts(
    lines,
    'Port',
    ports.map((port) => portText(port, 'containerPort')),
  );
  writePorts(
    lines,
    'Host Port',
    ports.map((port) => portText(port, 'hostPort')),
  );
  const profile = objectAt(container, 'securityContext', 'seccompProfile');
  if (!Object.keys(profile).length) return;
  lines.write(2, `SeccompProfile:\t${text(profile['type'])}\n`);
  if (profile['type'] === 'Localhost') lines.write(3, `LocalhostProfile:\t${text(profile['localhostProfile'])}\n`);
}

function portText(port: ApiObject, field: string): string {
  const number = `${text(port[field] ?? 0)}/${text(port['protocol'])}`;
  return port['name'] ? `${number} (${text(port['name'])})` : number;
}

function writePorts(lines: Lines, label: string, ports: readonly string[]): void {
  const list = ports.join(', ');
  lines.write(2, list.includes(',') ? `${label}s:\t${list}\n` : `${label}:\t${list || '<none>'}\n`);
}

function writeWords(lines: Lines, label: string, words: unknown): void {
  if (!Array.isArray(words) || !words.length) return;
  lines.write(2, `${label}:\n`);
  for (const line of words.flatMap((word) => String(word).split('\n'))) lines.write(3, `${line}\n`);
}

function writeState(lines: Lines, status: ApiObject): void {
  writeOneState(lines, 'State', objectAt(status, 'state'));
  const last = objectAt(status, 'lastState');
  if (isObject(last['terminated'])) writeOneState(lines, 'Last State', last);
  lines.write(2, `Ready:\t${status['ready'] ? 'True' : 'False'}\n`);
  lines.write(2, `Restart Count:\t${text(status['restartCount'] ?? 0)}\n`);
}

function writeOneState(lines: Lines, label: string, state: ApiObject): void {
  if (isObject(state['running'])) {
    lines.write(2, `${label}:\tRunning\n`);
    lines.write(3, `Started:\t${instant(state['running']['startedAt'])}\n`);
  } else if (isObject(state['terminated']) && !isObject(state['waiting']))
    writeTerminated(lines, label, state['terminated']);
  else {
    lines.write(2, `${label}:\tWaiting\n`);
    const reason = objectAt(state, 'waiting')['reason'];
    if (reason) lines.write(3, `Reason:\t${text(reason)}\n`);
  }
}

function writeTerminated(lines: Lines, label: string, state: ApiObject): void {
  lines.write(2, `${label}:\tTerminated\n`);
  if (state['reason']) lines.write(3, `Reason:\t${text(state['reason'])}\n`);
  if (state['message']) lines.write(3, `Message:\t${text(state['message'])}\n`);
  lines.write(3, `Exit Code:\t${text(state['exitCode'] ?? 0)}\n`);
  if (Number(state['signal'] ?? 0) > 0) lines.write(3, `Signal:\t${text(state['signal'])}\n`);
  lines.write(3, `Started:\t${instant(state['startedAt'])}\n`);
  lines.write(3, `Finished:\t${instant(state['finishedAt'])}\n`);
}

function instant(value: unknown): string {
  const ms = parseTimestamp(typeof value === 'string' ? value : undefined);
  return ms === undefined ? ZERO_TIME : formatRfc1123(ms);
}

export function writeResources(lines: Lines, resources: ApiObject, level: number): void {
  for (const [label, field] of [
    ['Limits', 'limits'],
    ['Requests', 'requests'],
  ] as const) {
    const list = objectAt(resources, field),
      names = Object.keys(list).sort(byCodeUnits);
    if (names.length) lines.write(level, `${label}:\n`);
    for (const name of names) lines.write(level + 1, `${name}:\t${quantityText(quantityOf(list[name]))}\n`);
  }
}

function writeProbes(lines: Lines, container: ApiObject): void {
  for (const [label, field] of [
    ['Liveness', 'livenessProbe'],
    ['Readiness', 'readinessProbe'],
    ['Startup', 'startupProbe'],
  ] as const) {
    if (isObject(container[field])) lines.write(2, `${label}:\t${probeText(objectAt(container, field))}\n`);
  }
}

/** `http-get http://:8080/healthz delay=0s timeout=1s period=10s #success=1 #failure=3` of a defaulted probe. */
export function probeText(probe: ApiObject): string {
  const number = (field: string): string => text(probe[field] ?? 0);
  const attributes =
    `delay=${number('initialDelaySeconds')}s timeout=${number('timeoutSeconds')}s period=${number('periodSeconds')}s ` +
    `#success=${number('successThreshold')} #failure=${number('failureThreshold')}`;
  return `${handlerText(probe)} ${attributes}`;
}

function handlerText(probe: ApiObject): string {
  const http = probe['httpGet'],
    tcp = probe['tcpSocket'],
    grpc = probe['grpc'];
  if (isObject(probe['exec'])) return `exec [${words(probe['exec']['command']).join(' ')}]`;
  if (isObject(http)) return `http-get ${urlText(http)}`;
  if (isObject(tcp)) return `tcp-socket ${text(tcp['host'])}:${text(tcp['port'])}`;
  return isObject(grpc) ? `grpc <pod>:${text(grpc['port'])} ${text(grpc['service'])}` : 'unknown';
}

function words(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function urlText(http: ApiObject): string {
  const host = text(http['host']),
    port = text(http['port']),
    path = text(http['path']);
  const address = (host.includes(':') ? `[${host}]` : host) + (port ? `:${port}` : '');
  const scheme = text(http['scheme']).toLowerCase();
  return `${scheme ? `${scheme}:` : ''}//${address}${path && !path.startsWith('/') ? '/' : ''}${escapedPath(path)}`;
}

/** As net/url escapes a path: a query in it becomes part of the path. */
function escapedPath(path: string): string {
  if (path === '*') return path;
  return encodeURIComponent(path.replace(/[\ud800-\udfff]/gu, '\ufffd'))
    .replace(/%(24|26|2B|2C|2F|3A|3B|3D|40)/g, (escape) => decodeURIComponent(escape))
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function writeEnvFrom(lines: Lines, sources: readonly ApiObject[]): void {
  if (!sources.length) return;
  lines.write(2, 'Environment Variables from:\n');
  for (const source of sources) {
    const kind = isObject(source['configMapRef']) ? 'ConfigMap' : isObject(source['secretRef']) ? 'Secret' : '';
    const ref = objectAt(source, kind === 'ConfigMap' ? 'configMapRef' : 'secretRef');
    const prefix = source['prefix'] ? ` with prefix '${text(source['prefix'])}'` : '';
    lines.write(3, `${text(ref['name'])}\t${kind}${prefix}\tOptional: ${String(ref['optional'] ?? false)}\n`);
  }
}

function writeEnv(lines: Lines, pod: ApiObject, container: ApiObject): void {
  const env = listAt(container, 'env');
  lines.write(2, `Environment:${env.length ? '' : '\t<none>'}\n`);
  for (const variable of env) {
    const name = text(variable['name']),
      from = variable['valueFrom'];
    if (isObject(from)) writeEnvSource(lines, name, pod, container, from);
    else
      text(variable['value'])
        .split('\n')
        .forEach((line, i) => lines.write(3, i === 0 ? `${name}:\t${line}\n` : `\t${line}\n`));
  }
}

function writeEnvSource(lines: Lines, name: string, pod: ApiObject, container: ApiObject, from: ApiObject): void {
  const field = from['fieldRef'],
    resource = from['resourceFieldRef'],
    secret = from['secretKeyRef'],
    config = from['configMapKeyRef'];
  if (isObject(field))
    lines.write(
      3,
      `${name}:\t${fieldValue(pod, text(field['fieldPath']))} (${text(field['apiVersion'] ?? 'v1')}:${text(field['fieldPath'])})\n`,
    );
  else if (isObject(resource))
    lines.write(3, `${name}:\t${resourceValue(container, resource)} (${text(resource['resource'])})\n`);
  else if (isObject(secret)) {
    lines.write(
      3,
      `${name}:\t<set to the key '${text(secret['key'])}' in secret '${text(secret['name'])}'>\tOptional: ${String(secret['optional'] ?? false)}\n`,
    );
  } else if (isObject(config)) {
    lines.write(
      3,
      `${name}:\t<set to the key '${text(config['key'])}' of config map '${text(config['name'])}'>\tOptional: ${String(config['optional'] ?? false)}\n`,
    );
  }
}

/** kubectl resolves name and namespace; everything else it leaves to the running Pod. */
function fieldValue(pod: ApiObject, path: string): string {
  return path === 'metadata.name' || path === 'metadata.namespace'
    ? text(objectAt(pod, 'metadata')[path.slice(9)])
    : '';
}

function resourceValue(container: ApiObject, reference: ApiObject): string {
  const resource = text(reference['resource']),
    [list = '', name = ''] = splitOnce(resource, '.');
  if (!/^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/.test(resource)) return '';
  const scale = name === 'cpu' ? -3 : 0;
  const divisor = quantityOf(reference['divisor'] ?? '0'),
    isUnset = Number(scaledValue(divisor, -3)) === 0;
  const value = Number(scaledValue(quantityOf(objectAt(container, 'resources', list)[name] ?? '0'), scale));
  const shown = String(Math.ceil(value / Number(scaledValue(isUnset ? quantityOf('1') : divisor, scale))));
  return shown === '0' && (resource === 'limits.cpu' || resource === 'limits.memory') ? 'node allocatable' : shown;
}

function splitOnce(value: string, separator: string): string[] {
  const at = value.indexOf(separator);
  return at < 0 ? [value] : [value.slice(0, at), value.slice(at + 1)];
}

function writeMounts(lines: Lines, container: ApiObject): void {
  const mounts = listAt(container, 'volumeMounts').toSorted((a, b) =>
    byCodeUnits(text(a['mountPath']), text(b['mountPath'])),
  );
  const none = mounts.length ? '' : '\t<none>';
  lines.write(2, `Mounts:${none}\n`);
  for (const mount of mounts) {
    const flags = [
      mount['readOnly'] ? 'ro' : 'rw',
      ...(mount['subPath'] ? [`path=${goQuote(text(mount['subPath']))}`] : []),
    ];
    lines.write(3, `${text(mount['mountPath'])} from ${text(mount['name'])} (${flags.join(',')})\n`);
  }
  const devices = listAt(container, 'volumeDevices').toSorted((a, b) =>
    byCodeUnits(text(a['devicePath']), text(b['devicePath'])),
  );
  if (devices.length) lines.write(2, `Devices:${none}\n`);
  for (const device of devices) lines.write(3, `${text(device['devicePath'])} from ${text(device['name'])}\n`);
}
