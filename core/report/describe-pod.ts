/**
 * The text of `kubectl describe pod` for a Pod with status and its events at an instant.
 * Mirrors describePod in kubectl/pkg/describe/describe.go (1.36).
 */
import { humanDuration } from '../kube/human-duration.ts';
import { formatRfc1123, parseTimestamp } from '../kube/timestamp.ts';
import { type ApiObject, isObject, listAt, objectAt } from './api-pod.ts';
import { writeContainers, writeResources } from './describe-container.ts';
import { writeVolumes } from './describe-volume.ts';
import { byCodeUnits, createLines, type Lines, writeAnnotations, writeMap } from './lines.ts';
import { alignColumns } from './tab-writer.ts';

/** An event as kubectl reads it; instants are milliseconds since 1970. */
export interface DescribedEvent {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly fieldPath: string;
  readonly source: string;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  /** Events of the newer API (the scheduler's) have no last time: they stand first and count in series. */
  readonly isSeries?: boolean;
}

/** `nowMs`: milliseconds since 1970. `events` undefined leaves out the section. */
export function describePod(pod: ApiObject, events: readonly DescribedEvent[] | undefined, nowMs: number): string {
  const lines = createLines(),
    spec = objectAt(pod, 'spec'),
    status = objectAt(pod, 'status');
  writeHead(lines, pod, nowMs);
  if (isObject(spec['resources'])) {
    lines.write(0, 'Resources:\n');
    writeResources(lines, objectAt(spec, 'resources'), 1);
  }
  const init = listAt(spec, 'initContainers'),
    ephemeral = listAt(spec, 'ephemeralContainers');
  if (init.length) writeContainers(lines, 'Init Containers', pod, init, listAt(status, 'initContainerStatuses'));
  writeContainers(lines, 'Containers', pod, listAt(spec, 'containers'), listAt(status, 'containerStatuses'));
  if (ephemeral.length)
    writeContainers(lines, 'Ephemeral Containers', pod, ephemeral, listAt(status, 'ephemeralContainerStatuses'));
  writeConditions(lines, listAt(spec, 'readinessGates'), listAt(status, 'conditions'));
  writeVolumes(lines, listAt(spec, 'volumes'));
  lines.write(0, `QoS Class:\t${text(status['qosClass'])}\n`);
  writeMap(lines, 'Node-Selectors', objectAt(spec, 'nodeSelector'));
  writeTolerations(lines, listAt(spec, 'tolerations'));
  writeSpread(lines, listAt(spec, 'topologySpreadConstraints'));
  if (isObject(spec['schedulingGroup']))
    lines.write(0, `SchedulingGroup:\n  PodGroupName:\t${text(spec['schedulingGroup']['podGroupName'])}\n`);
  // kubectl aligns the table of events by itself, but not the word that there are none.
  if (events?.length === 0) lines.write(0, 'Events:\t<none>\n');
  return alignColumns(lines.text()) + (events?.length ? eventsTable(events, nowMs) : '');
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function writeHead(lines: Lines, pod: ApiObject, nowMs: number): void {
  const metadata = objectAt(pod, 'metadata'),
    spec = objectAt(pod, 'spec'),
    status = objectAt(pod, 'status');
  const row = (label: string, value: unknown): void => {
    if (value !== undefined && value !== null && value !== '') lines.write(0, `${label}:\t${text(value)}\n`);
  };
  lines.write(0, `Name:\t${text(metadata['name'])}\n`);
  lines.write(0, `Namespace:\t${text(metadata['namespace'])}\n`);
  row('Priority', spec['priority']);
  row('Priority Class Name', spec['priorityClassName']);
  row('Runtime Class Name', spec['runtimeClassName']);
  row('Service Account', spec['serviceAccountName']);
  row('Node', spec['nodeName'] ? `${text(spec['nodeName'])}/${text(status['hostIP'])}` : '<none>');
  const started = parseTimestamp(typeof status['startTime'] === 'string' ? status['startTime'] : undefined);
  if (started !== undefined) row('Start Time', formatRfc1123(started));
  writeMap(lines, 'Labels', objectAt(metadata, 'labels'));
  writeAnnotations(lines, objectAt(metadata, 'annotations'));
  writeStatus(lines, metadata, status, nowMs);
  row('Reason', status['reason']);
  row('Message', status['message']);
  const profile = objectAt(spec, 'securityContext', 'seccompProfile');
  row('SeccompProfile', profile['type']);
  if (profile['type'] === 'Localhost') row('LocalhostProfile', profile['localhostProfile']);
  lines.write(0, `IP:\t${text(status['podIP'])}\n`);
  const ips = listAt(status, 'podIPs');
  lines.write(0, ips.length ? 'IPs:\n' : 'IPs:\t<none>\n');
  for (const { ip } of ips) lines.write(1, `IP:\t${text(ip)}\n`);
  const owner = listAt(metadata, 'ownerReferences').find((reference) => reference['controller'] === true);
  if (owner) row('Controlled By', `${text(owner['kind'])}/${text(owner['name'])}`);
  row('NominatedNodeName', status['nominatedNodeName']);
}

function writeStatus(lines: Lines, metadata: ApiObject, status: ApiObject, nowMs: number): void {
  const deletion = parseTimestamp(
    typeof metadata['deletionTimestamp'] === 'string' ? metadata['deletionTimestamp'] : undefined,
  );
  if (deletion === undefined || status['phase'] === 'Failed' || status['phase'] === 'Succeeded') {
    return lines.write(0, `Status:\t${text(status['phase'])}\n`);
  }
  lines.write(0, `Status:\tTerminating (lasts ${humanDuration(nowMs - deletion)})\n`);
  lines.write(0, `Termination Grace Period:\t${text(metadata['deletionGracePeriodSeconds'] ?? 0)}s\n`);
}

function writeConditions(lines: Lines, gates: readonly ApiObject[], conditions: readonly ApiObject[]): void {
  if (gates.length) lines.write(0, 'Readiness Gates:\n  Type\tStatus\n');
  for (const { conditionType } of gates) {
    lines.write(
      1,
      `${text(conditionType)} \t${text(conditions.find((c) => c['type'] === conditionType)?.['status'] ?? '<none>')} \n`,
    );
  }
  if (conditions.length) lines.write(0, 'Conditions:\n  Type\tStatus\n');
  for (const { type, status } of conditions) lines.write(1, `${text(type)} \t${text(status)} \n`);
}

function writeTolerations(lines: Lines, tolerations: readonly ApiObject[]): void {
  if (!tolerations.length) return lines.write(0, 'Tolerations:\t<none>\n');
  const sorted = tolerations.toSorted((a, b) => byCodeUnits(text(a['key']), text(b['key'])));
  sorted.forEach((toleration, i) =>
    lines.write(0, `${i === 0 ? 'Tolerations:' : ''}\t${tolerationText(toleration)}\n`),
  );
}

function tolerationText({ key, value, effect, operator, tolerationSeconds }: ApiObject): string {
  const name = text(key) + (value ? `=${text(value)}` : '') + (effect ? `:${text(effect)}` : '');
  const exists = operator === 'Exists' && !value ? `${key || effect ? ' ' : ''}op=Exists` : '';
  return name + exists + (tolerationSeconds === undefined ? '' : ` for ${text(tolerationSeconds)}s`);
}

function writeSpread(lines: Lines, constraints: readonly ApiObject[]): void {
  const sorted = constraints.toSorted((a, b) => byCodeUnits(text(a['topologyKey']), text(b['topologyKey'])));
  sorted.forEach((c, i) => {
    const selector = isObject(c['labelSelector']) ? ` for selector ${selectorText(c['labelSelector'])}` : '';
    const rule = `${text(c['topologyKey'])}:${text(c['whenUnsatisfiable'])} when max skew ${text(c['maxSkew'])} is exceeded${selector}`;
    lines.write(0, `${i === 0 ? 'Topology Spread Constraints:' : ''}\t${rule}\n`);
  });
}

/** metav1.FormatLabelSelector. */
function selectorText(selector: ApiObject): string {
  const equal = Object.entries(objectAt(selector, 'matchLabels')).map(([key, value]) => ({
    key,
    text: `${key}=${text(value)}`,
  }));
  const other = listAt(selector, 'matchExpressions').map((e) => ({ key: text(e['key']), text: requirementText(e) }));
  const all = [...equal, ...other]
    .sort((a, b) => byCodeUnits(a.key, b.key))
    .map((part) => part.text)
    .join(',');
  return all || '<none>';
}

function requirementText({ key, operator, values }: ApiObject): string {
  const list = Array.isArray(values) ? values.map(String).sort(byCodeUnits).join(',') : '';
  if (operator === 'Exists') return text(key);
  if (operator === 'DoesNotExist') return `!${text(key)}`;
  return `${text(key)} ${operator === 'In' ? 'in' : 'notin'} (${list})`;
}

/** The section of at least one event: sorted by the last time in whole seconds, ages at the instant `nowMs`. */
export function eventsTable(events: readonly DescribedEvent[], nowMs: number): string {
  const lines = createLines();
  lines.write(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage\n');
  lines.write(1, '----\t------\t----\t----\t-------\n');
  const lastSecond = (event: DescribedEvent): number => (event.isSeries ? -Infinity : Math.floor(event.lastMs / 1000));
  for (const event of events.toSorted((a, b) => lastSecond(a) - lastSecond(b) || 0)) {
    const message = (event.fieldPath ? `${event.fieldPath}: ` : '') + event.message.trim();
    lines.write(1, `${event.type}\t${event.reason}\t${ageText(event, nowMs)}\t${event.source}\t${message}\n`);
  }
  return alignColumns(lines.text());
}

/** `12s (x4 over 3m39s)`; the API keeps whole seconds of both times. */
export function ageText(event: DescribedEvent, nowMs: number): string {
  const since = (ms: number): string => humanDuration(nowMs - (event.isSeries ? ms : Math.floor(ms / 1000) * 1000));
  return event.count > 1
    ? `${since(event.lastMs)} (x${event.count} over ${since(event.firstMs)})`
    : since(event.firstMs);
}
