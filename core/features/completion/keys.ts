/** Offers for a key: the fields that may still stand here, required ones first, each with a text that leaves the manifest valid. */
import type { ContainerView, PodView } from '../../rules/pod-view.ts';
import { type Field, type FieldType, type Struct, structOf } from '../../schema/tree.ts';
import { containerOf } from '../authoring.ts';
import type { CompletionContext } from './context.ts';
import type { Offer } from './item.ts';
import { rankOfField } from './ranking.ts';
import { skeletonFor } from './skeletons.ts';

/** Fields that only the server writes. */
const serverFields = new Set([
  'status', 'managedFields', 'selfLink', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds',
]);
/** Plain init containers may have none of these. */
const notInPlainInit = new Set(['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle']);
/** At most one of these stands in its struct; the first that is written rules out the others. */
const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'];
const exclusive: Readonly<Record<string, readonly string[]>> = {
  Probe: handlers,
  LifecycleHandler: handlers,
  EnvVar: ['value', 'valueFrom'],
  EnvVarSource: ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'],
  EnvFromSource: ['configMapRef', 'secretRef'],
  VolumeMount: ['subPath', 'subPathExpr'],
  VolumeProjection: ['configMap', 'secret', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'],
};

export function keyOffers(context: CompletionContext, pod: PodView | undefined): readonly Offer[] {
  if (context.type === undefined) return context.steps.length === 0 ? headOffers(context) : [];
  if (context.type.kind !== 'struct') return [];
  const struct = structOf(context.type.struct);
  if (struct === undefined) return [];
  const container = containerOf(pod, `${context.path}.x`);
  const offered = [...struct.fields.values()].filter((field) => isOffered(field, struct, context, container));
  return offered.sort((left, right) => compareFields(struct, left, right)).map((field) => offer(field, struct, context, pod, container));
}

/** A document without a kind: what every object has. */
function headOffers(context: CompletionContext): readonly Offer[] {
  return ['apiVersion', 'kind', 'metadata', 'spec'].filter((name) => !context.siblings.has(name)).map((name): Offer => ({
    label: name, kind: 'field', insertText: context.hasColon ? name : name === 'apiVersion' || name === 'kind' ? `${name}: ` : `${name}:\n  `,
    thenSuggest: true,
  }));
}

function isOffered(field: Field, struct: Struct, context: CompletionContext, container: ContainerView | undefined): boolean {
  if (context.siblings.has(field.name) || serverFields.has(field.name)) return false;
  if (struct.name === 'Container' && container?.role === 'init' && notInPlainInit.has(field.name)) return false;
  if (field.name === 'restartPolicyRules' && !context.siblings.has('restartPolicy')) return false;
  if (struct.name === 'PodSpec' && (field.name === 'ephemeralContainers' || field.name === 'serviceAccount')) return false;
  const group = struct.name === 'Volume' ? volumeSources(struct) : exclusive[struct.name];
  if (!group?.includes(field.name)) return true;
  return !group.some((other) => context.siblings.has(other));
}

function volumeSources(struct: Struct): readonly string[] {
  return [...struct.fields.keys()].filter((name) => name !== 'name');
}

function compareFields(struct: Struct, left: Field, right: Field): number {
  const ranks = [rankOfField(struct.name, left.name), rankOfField(struct.name, right.name)] as const;
  if (ranks[0] !== ranks[1]) return ranks[0] - ranks[1];
  return Number(right.required) - Number(left.required) || (left.name < right.name ? -1 : 1);
}

function offer(field: Field, struct: Struct, context: CompletionContext, pod: PodView | undefined, container: ContainerView | undefined): Offer {
  const base = {
    label: field.name, kind: 'field', detail: typeDetail(field.type), docs: { struct: struct.name, field: field.name },
    ...(field.required && { isRequired: true }),
  } as const;
  if (context.hasColon) return { ...base, insertText: field.name };
  if (context.isFlow) return { ...base, insertText: `${field.name}: `, thenSuggest: true };
  const skeleton = skeletonFor(struct.name, field.name, pod, container);
  if (skeleton !== undefined) return { ...base, insertText: `${field.name}:${skeleton}`, isSnippet: true };
  switch (field.type.kind) {
    case 'struct': case 'map': return { ...base, insertText: `${field.name}:\n  `, thenSuggest: true };
    case 'list': return { ...base, insertText: `${field.name}:\n  `, thenSuggest: true };
    default: return { ...base, insertText: `${field.name}: `, thenSuggest: hasValues(field.type) };
  }
}

function hasValues(type: FieldType): boolean {
  return type.kind === 'bool' || (type.kind === 'string' && type.values.length > 0);
}

function typeDetail(type: FieldType): string {
  switch (type.kind) {
    case 'struct': return 'object';
    case 'list': return 'list';
    case 'map': return 'map';
    case 'bool': return 'boolean';
    case 'int32': case 'int64': return 'integer';
    default: return type.kind;
  }
}
