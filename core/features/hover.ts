/** Hover: our own short answer first, with the figures of this very Pod, then the API's text. At most twelve lines. */
import type { FieldType } from '../schema/tree.ts';
import type { Range } from '../text/range.ts';
import { type AuthoringDocument, type FieldDocs, valueAt } from './authoring.ts';
import { answerFor } from './hover/answers.ts';
import { apiText } from './hover/api-text.ts';
import { type Place, placeAt } from './place.ts';

export interface Hover {
  /** Markdown. */
  readonly contents: string;
  /** Range in the file. */
  readonly range: Range;
}

/** The hover at an offset of the file; `undefined` where there is nothing to say. */
export function hover(document: AuthoringDocument, offset: number, docs?: FieldDocs): Hover | undefined {
  if (document.manifest.read.struct === undefined) return undefined;
  const place = placeAt(document.manifest.tree.root, document.manifest.read.struct, offset - document.start);
  const last = place?.steps.at(-1);
  if (place === undefined || last === undefined) return undefined;
  const answer = answerFor(document, place);
  const text = place.struct && place.field ? apiText(docs, place.struct.name, place.field.name) : undefined;
  if (answer.length === 0 && text === undefined) return undefined;
  const lines = [heading(document, place), ...answer, ...(text === undefined ? [] : ['', text])];
  const range = { start: place.range.start + document.start, end: place.range.end + document.start };
  return { contents: lines.slice(0, 12).join('\n'), range };
}

/** `**periodSeconds** · integer · default 10`. */
function heading(document: AuthoringDocument, place: Place): string {
  const name = place.field?.name ?? String(place.steps.at(-1)?.name ?? '');
  const facts = [`**${escapeMarkdown(name)}**`];
  if (place.type !== undefined) facts.push(typeWords(place.type));
  if (place.field?.required === true) facts.push('required');
  const effective = effectiveDefault(document, place);
  if (effective !== undefined) facts.push(effective);
  return `${facts.join(' · ')}  `;
}

/** The server's default is said where the manifest leaves the field's value to it: on the parent's other fields it stands in their answers. */
function effectiveDefault(document: AuthoringDocument, place: Place): string | undefined {
  if (place.field === undefined) return undefined;
  const fallback = knownDefaults[`${place.struct?.name ?? ''}.${place.field.name}`];
  if (fallback !== undefined) return `default ${fallback}`;
  const written = valueAt(document.manifest.object, place.steps);
  const full = valueAt(document.manifest.defaulted, place.steps);
  return written === undefined && isScalar(full) ? `default ${String(full)}` : undefined;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Source: pkg/apis/core/v1/defaults.go (1.36). */
const knownDefaults: Readonly<Record<string, string>> = {
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
  'Container.imagePullPolicy': 'Always for latest, else IfNotPresent',
  'Container.terminationMessagePath': '/dev/termination-log',
  'Container.terminationMessagePolicy': 'File',
  'ContainerPort.protocol': 'TCP',
  'HTTPGetAction.scheme': 'HTTP',
  'HTTPGetAction.path': '/',
  'JobSpec.backoffLimit': '6',
  'JobSpec.completions': '1',
  'JobSpec.parallelism': '1',
  'DeploymentSpec.replicas': '1',
  'StatefulSetSpec.replicas': '1',
  'ReplicaSetSpec.replicas': '1',
  'DeploymentSpec.revisionHistoryLimit': '10',
  'DeploymentSpec.progressDeadlineSeconds': '600',
  'CronJobSpec.concurrencyPolicy': 'Allow',
};

function typeWords(type: FieldType): string {
  switch (type.kind) {
    case 'struct':
      return 'object';
    case 'list':
      return type.of.kind === 'struct' ? 'list' : `list of ${typeWords(type.of)}`;
    case 'map':
      return `map of ${typeWords(type.of)}`;
    case 'bool':
      return 'boolean';
    case 'int32':
    case 'int64':
      return 'integer';
    case 'int-or-string':
      return 'integer or string';
    case 'bytes':
      return 'base64';
    case 'string':
      return type.values.length > 0 && type.values.length <= 6 ? type.values.join(' \\| ') : 'string';
    case 'quantity':
    case 'time':
    case 'any':
      return type.kind;
  }
}

/** Names come from the author's text and must stay text. */
export function escapeMarkdown(text: string): string {
  return text
    .slice(0, 200)
    .replace(/[\\`*_{}[\]()#+!<>|~]/g, '\\$&')
    .replace(/\s+/g, ' ');
}
