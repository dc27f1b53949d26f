/** Offers for a key: the fields that may still stand here, required ones first, each with a text that leaves the manifest valid. */
import { parseQuantity } from '../../kube/quantity.ts';
import type { ContainerView, PodView } from '../../rules/pod-view.ts';
import { type Field, type FieldType, type Struct, structOf } from '../../schema/tree.ts';
import type { MapNode, Node, ScalarNode } from '../../syntax/tree.ts';
import { containerOf } from '../authoring.ts';
import type { CompletionContext } from './context.ts';
import type { Offer } from './item.ts';
import { isCompanion, rankOfField } from './ranking.ts';
import { skeletonFor } from './skeletons.ts';

/** Fields that only the server writes. */
const serverFields = new Set([
  'status',
  'managedFields',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
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
  VolumeProjection: [
    'configMap',
    'secret',
    'downwardAPI',
    'serviceAccountToken',
    'clusterTrustBundle',
    'podCertificate',
  ],
};

export function keyOffers(context: CompletionContext, pod: PodView | undefined): readonly Offer[] {
  if (context.type === undefined) return context.steps.length === 0 ? headOffers(context) : [];
  if (context.type.kind !== 'struct') return [];
  const struct = structOf(context.type.struct);
  if (struct === undefined) return [];
  const container = containerOf(pod, `${context.path}.x`);
  const offered = [...struct.fields.values()].filter(
    (field) => isOffered(field, struct, context, container) && keepsRightKey(field, struct, context),
  );
  const order =
    struct.name === 'Container' && context.path.includes('.initContainers[') ? 'InitContainer' : struct.name;
  const rank = rankBehind(order, context);
  return offered
    .sort((left, right) => compareFields(rank, left, right))
    .map((field) => offer(field, struct, context, pod, container));
}

/** A document without a kind: what every object has. */
function headOffers(context: CompletionContext): readonly Offer[] {
  const names = ['apiVersion', 'kind', 'metadata'];
  if (context.hasColon && names.includes(context.word)) return [];
  return names
    .filter((name) => !context.siblings.has(name))
    .map((name): Offer => ({
      label: name,
      kind: 'field',
      insertText:
        context.hasColon || context.quote !== undefined
          ? name
          : name === 'apiVersion' || name === 'kind'
            ? `${name}: `
            : `${name}:\n  `,
      thenSuggest: true,
    }));
}

function isOffered(
  field: Field,
  struct: Struct,
  context: CompletionContext,
  container: ContainerView | undefined,
): boolean {
  if (context.siblings.has(field.name) || serverFields.has(field.name)) return false;
  if (context.hasColon && !canHold(field.type, context)) return false;
  if (struct.name === 'Container' && container?.role === 'init' && notInPlainInit.has(field.name)) return false;
  if (field.name === 'restartPolicyRules' && !context.siblings.has('restartPolicy')) return false;
  if (struct.name === 'PodSpec' && (field.name === 'ephemeralContainers' || field.name === 'serviceAccount'))
    return false;
  const group = struct.name === 'Volume' ? volumeSources(struct) : exclusive[struct.name];
  if (!group?.includes(field.name)) return true;
  return !group.some((other) => context.siblings.has(other));
}

/** A key that is right already is no typo: nothing else is offered in its place. */
function keepsRightKey(field: Field, struct: Struct, { hasColon, word }: CompletionContext): boolean {
  return !hasColon || word === field.name || !struct.fields.has(word);
}

/** Renaming a key keeps its value: only fields that can hold it are offered, and only those that the typed letters mean. */
function canHold(type: FieldType, { value }: CompletionContext): boolean {
  if (value === undefined || (value.kind === 'scalar' && value.value.type === 'null')) return true;
  return fits(type, value);
}

/** Whether a value could be of this type, by its form and the names of its keys. */
export function fits(type: FieldType, value: Node): boolean {
  switch (value.kind) {
    case 'scalar':
      return holdsScalar(type, value);
    case 'map':
      return type.kind === 'struct'
        ? entriesFit(type.struct, value)
        : type.kind === 'map' && value.entries.every((entry) => fits(type.of, entry.value));
    case 'list':
      return type.kind === 'list' && value.items.every((item) => fits(type.of, item));
    case 'alias':
      return false;
  }
}

function entriesFit(struct: string, { entries }: MapNode): boolean {
  return entries.every(({ key, value }) => {
    const field = structOf(struct)?.fields.get(key ?? '');
    return field !== undefined && fits(field.type, value);
  });
}

function holdsScalar(type: FieldType, { value, text }: ScalarNode): boolean {
  switch (type.kind) {
    case 'string':
      return value.type === 'string' && (type.values.length === 0 || type.values.includes(text));
    case 'bool':
      return value.type === 'bool';
    case 'int32':
    case 'int64':
      return value.type === 'int';
    case 'int-or-string':
      return value.type === 'int' || value.type === 'string';
    case 'quantity':
      return 'quantity' in parseQuantity(text);
    default:
      return false;
  }
}

function volumeSources(struct: Struct): readonly string[] {
  return [...struct.fields.keys()].filter((name) => name !== 'name');
}

/** People write fields in a usual order: what comes behind those that are there is likelier than what was passed over. */
function rankBehind(order: string, { siblings, hasColon }: CompletionContext): (field: string) => number {
  const last = hasColon
    ? -1
    : Math.max(-1, ...[...siblings].map((name) => rankOfField(order, name)).filter((rank) => rank < 1000));
  return (field) => {
    if (isCompanion(order, field, siblings)) return -1;
    const rank = rankOfField(order, field);
    return rank < last ? rank + 4.5 : rank;
  };
}

function compareFields(rank: (field: string) => number, left: Field, right: Field): number {
  const order = rank(left.name) - rank(right.name);
  return order || Number(right.required) - Number(left.required) || (left.name < right.name ? -1 : 1);
}

function offer(
  field: Field,
  struct: Struct,
  context: CompletionContext,
  pod: PodView | undefined,
  container: ContainerView | undefined,
): Offer {
  const base = {
    label: field.name,
    kind: 'field',
    detail: typeDetail(field.type),
    docs: { struct: struct.name, field: field.name },
    ...(field.required && { isRequired: true }),
  } as const;
  if (context.hasColon || context.quote !== undefined) return { ...base, insertText: field.name };
  if (context.isFlow) return { ...base, insertText: `${field.name}: `, thenSuggest: true };
  const skeleton = skeletonFor(struct.name, field.name, pod, container);
  if (skeleton !== undefined) return { ...base, insertText: `${field.name}:${skeleton}`, isSnippet: true };
  switch (field.type.kind) {
    case 'struct':
    case 'map':
      return { ...base, insertText: `${field.name}:\n  `, thenSuggest: true };
    case 'list':
      return { ...base, insertText: `${field.name}:\n  `, thenSuggest: true };
    default:
      return { ...base, insertText: `${field.name}: `, thenSuggest: hasValues(field.type) };
  }
}

function hasValues(type: FieldType): boolean {
  return type.kind === 'bool' || (type.kind === 'string' && type.values.length > 0);
}

function typeDetail(type: FieldType): string {
  switch (type.kind) {
    case 'struct':
      return 'object';
    case 'list':
      return 'list';
    case 'map':
      return 'map';
    case 'bool':
      return 'boolean';
    case 'int32':
    case 'int64':
      return 'integer';
    default:
      return type.kind;
  }
}
