/** First line of a hover: the field and the value that counts, with its unit, and the server's default beside it. */
import type { Json } from '../../kube/json.ts';
import { type AuthoringDocument, valueAt } from '../authoring.ts';
import type { Place } from '../place.ts';

/** `**periodSeconds** = 5 s (default 10 s)`. */
export function heading(document: AuthoringDocument, place: Place): string {
  const name = escapeMarkdown(String(place.steps.findLast(({ kind }) => kind !== 'item')?.name ?? ''));
  const written = valueAt(document.manifest.object, place.steps);
  const effective = valueAt(document.manifest.defaulted, place.steps);
  const usual = defaultOf(place);
  const words = isShown(effective) && isWordy(place) ? valueWords(place, effective) : undefined;
  // A value that stands there as it is says nothing new.
  const value = usual === undefined && written !== undefined && words === String(written) ? undefined : words;
  if (value === undefined) {
    const fallback = usual === undefined || written !== undefined ? '' : ` (default ${usual})`;
    return `**${name}**${fallback}  `;
  }
  if (written === undefined || written === null) return `**${name}** = ${value}, the default  `;
  if (usual === value && String(written) !== String(effective)) return `**${name}** = ${value}, the default  `;
  const isUsual = usual === undefined || usual === value;
  return `**${name}** = ${value}${isUsual ? (usual === undefined ? '' : ', as by default') : ` (default ${usual})`}  `;
}

/** Free texts stand in the file; repeating them says nothing. */
function isWordy({ type, field, steps }: Place): boolean {
  if (type?.kind === 'string') return type.values.length > 0 || defaultNames.has(field?.name ?? '');
  return type?.kind !== 'quantity' && type?.kind !== 'any' && steps.at(-1)?.kind !== 'item';
}

const defaultNames = new Set(['schedulerName', 'serviceAccountName', 'protocol', 'scheme']);

function isShown(value: Json | undefined): value is string | number | boolean | bigint {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
}

function valueWords(place: Place, value: string | number | boolean | bigint): string {
  const text = String(value);
  if (typeof value === 'string') return escapeMarkdown(text);
  return withUnit(place.field?.name ?? '', text);
}

function withUnit(field: string, text: string): string {
  if (/[sS]econds$/.test(field)) return `${text} s${longTime(Number(text))}`;
  if (/^(?:defaultMode|mode)$/.test(field)) return `0${Number(text).toString(8).padStart(3, '0')} (octal)`;
  if (field === 'replicas') return `${text} ${text === '1' ? 'Pod' : 'Pods'}`;
  return text;
}

/** ` (2 h)`, from two minutes on, where it comes out even. */
function longTime(seconds: number): string {
  if (seconds < 120) return '';
  for (const [size, unit] of [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
  ] as const)
    if (seconds % (size / 2) === 0 && seconds >= size) return ` (${seconds / size} ${unit})`;
  return '';
}

/** The server's default in words. Source: pkg/apis/*\/v1/defaults.go (1.36). */
function defaultOf({ struct, field }: Place): string | undefined {
  const id = `${struct?.name ?? ''}.${field?.name ?? ''}`;
  const value = Object.hasOwn(defaults, id) ? defaults[id] : undefined;
  return value === undefined || !/^\d+$/.test(value) ? value : withUnit(field?.name ?? '', value);
}

const defaults: Readonly<Record<string, string>> = {
  'Probe.periodSeconds': '10',
  'Probe.timeoutSeconds': '1',
  'Probe.failureThreshold': '3',
  'Probe.successThreshold': '1',
  'Probe.initialDelaySeconds': '0',
  'Probe.terminationGracePeriodSeconds': "the Pod's",
  'PodSpec.restartPolicy': 'Always',
  'PodSpec.terminationGracePeriodSeconds': '30',
  'PodSpec.dnsPolicy': 'ClusterFirst',
  'PodSpec.schedulerName': 'default-scheduler',
  'PodSpec.enableServiceLinks': 'true',
  'PodSpec.serviceAccountName': 'default',
  'PodSpec.hostNetwork': 'false',
  'PodSpec.shareProcessNamespace': 'false',
  'Container.imagePullPolicy': 'Always for latest, else IfNotPresent',
  'Container.terminationMessagePath': '/dev/termination-log',
  'Container.terminationMessagePolicy': 'File',
  'ContainerPort.protocol': 'TCP',
  'ServicePort.protocol': 'TCP',
  'HTTPGetAction.scheme': 'HTTP',
  'HTTPGetAction.path': '/',
  'VolumeMount.readOnly': 'false',
  'SecurityContext.privileged': 'false',
  'SecurityContext.readOnlyRootFilesystem': 'false',
  'ConfigMapVolumeSource.defaultMode': '420',
  'SecretVolumeSource.defaultMode': '420',
  'ProjectedVolumeSource.defaultMode': '420',
  'DownwardAPIVolumeSource.defaultMode': '420',
  'JobSpec.backoffLimit': '6',
  'JobSpec.completions': '1',
  'JobSpec.parallelism': '1',
  'JobSpec.completionMode': 'NonIndexed',
  'JobSpec.suspend': 'false',
  'DeploymentSpec.replicas': '1',
  'StatefulSetSpec.replicas': '1',
  'ReplicaSetSpec.replicas': '1',
  'DeploymentSpec.minReadySeconds': '0',
  'DeploymentSpec.revisionHistoryLimit': '10',
  'StatefulSetSpec.revisionHistoryLimit': '10',
  'DaemonSetSpec.revisionHistoryLimit': '10',
  'DeploymentSpec.progressDeadlineSeconds': '600',
  'DeploymentStrategy.type': 'RollingUpdate',
  'RollingUpdateDeployment.maxSurge': '25%',
  'RollingUpdateDeployment.maxUnavailable': '25%',
  'StatefulSetSpec.podManagementPolicy': 'OrderedReady',
  'CronJobSpec.concurrencyPolicy': 'Allow',
  'CronJobSpec.suspend': 'false',
  'CronJobSpec.successfulJobsHistoryLimit': '3',
  'CronJobSpec.failedJobsHistoryLimit': '1',
  'ServiceSpec.type': 'ClusterIP',
};

/** Names come from the author's text and must stay text. */
export function escapeMarkdown(text: string): string {
  return text
    .slice(0, 200)
    .replace(/[\\`*_{}[\]()#+!<>|~]/g, '\\$&')
    .replace(/\s+/g, ' ');
}
