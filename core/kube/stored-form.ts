/**
 * An object as the API server hands it back: what means nothing is gone, what Go always writes is there, quantities
 * are canonical.
 */
import { canonicalBase64, utf8ToBase64 } from './base64.ts';
import { type Draft, edited, isRecord, isUnset, update, updateEach, updateStruct } from './defaults/draft.ts';
import { type StoredField, goFields } from './go-fields.ts';
import type { JsonObject } from './json.ts';
import { parseQuantity, quantityText } from './quantity.ts';
import { formatTimestamp, parseTimestamp } from './timestamp.ts';

const served = ['v1', 'apps/v1', 'batch/v1', 'policy/v1', 'scheduling.k8s.io/v1'];

/**
 * `object` is defaulted and prepared (see `prepareForCreate`); its status is left out. Unknown kinds stay as they
 * are.
 */
export function storedForm(apiVersion: string, kind: string, object: JsonObject): JsonObject {
  if (!served.includes(apiVersion) || goFields(kind).length === 0) return object;
  const stored = struct(kind, edited(object, (draft) => convert(kind, draft)) as JsonObject);
  return { apiVersion, kind, ...stored } as JsonObject;
}

function struct(type: string, value: unknown): Draft {
  const source = isRecord(value) ? value : {};
  const result: Draft = {};
  for (const field of goFields(type)) {
    const stored = fieldValue(field, source[field.name]);
    if (stored !== undefined) result[field.name] = stored;
  }
  return result;
}

function fieldValue(field: StoredField, value: unknown): unknown {
  if (field.isList) return listValue(field, value);
  if (field.isMap) return mapValue(field, value);
  if (field.isStruct)
    return field.isPointer && !isRecord(value) ? (field.isAlways ? null : undefined) : struct(field.type, value);
  if (field.isPointer) return isUnset(value) ? (field.isAlways ? null : undefined) : scalar(field.type, value);
  if (field.type === 'Quantity') return isUnset(value) ? '0' : scalar(field.type, value);
  if (field.type === 'Time') return timeText(value);
  const zero = zeroOf(field.type);
  const known = isUnset(value) ? zero : scalar(field.type, value);
  return known === zero && !field.isAlways ? undefined : known;
}

function listValue(field: StoredField, value: unknown): unknown {
  if (!Array.isArray(value)) return field.isAlways ? null : undefined;
  if (value.length === 0 && !field.isAlways) return undefined;
  return value.map((item: unknown) =>
    field.isStruct ? struct(field.type, item) : isUnset(item) ? zeroOf(field.type) : scalar(field.type, item),
  );
}

function mapValue(field: StoredField, value: unknown): unknown {
  if (!isRecord(value) || Object.keys(value).length === 0) return undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      isUnset(item) ? emptyMember(field.type) : scalar(field.type, item),
    ]),
  );
}

/** What a map holds where null is written: bytes stay null. */
function emptyMember(type: string): unknown {
  return type === 'bytes' ? null : type === 'Quantity' ? '0' : '';
}

function zeroOf(type: string): unknown {
  if (type === 'string' || type === 'bytes') return '';
  return type === 'bool' ? false : 0;
}

/** In UTC, without fractions. */
function timeText(value: unknown): string | undefined {
  const ms = typeof value === 'string' ? parseTimestamp(value) : undefined;
  return ms === undefined ? undefined : formatTimestamp(ms);
}

function scalar(type: string, value: unknown): unknown {
  if (type === 'bytes') return typeof value === 'string' ? canonicalBase64(value) : value;
  if (type !== 'Quantity') return value;
  const result = parseQuantity(String(value));
  return 'quantity' in result ? quantityText(result.quantity) : value;
}

/** The five characters that the server will draw stay open. */
function nameFromGenerateName(metadata: Draft): void {
  const base = metadata.generateName;
  if (typeof base === 'string' && base !== '' && (isUnset(metadata.name) || metadata.name === ''))
    metadata.name = `${base.slice(0, 58)}<random>`;
}

/** What the conversion between the server's own form and the API's changes. */
function convert(kind: string, draft: Draft): void {
  // Objects of the cluster lose what they say of a namespace.
  if (kind === 'Namespace' || kind === 'PriorityClass') update(draft, 'metadata', (it) => void delete it.namespace);
  update(draft, 'metadata', nameFromGenerateName);
  const template = (owner: Draft): void => update(owner, 'template', (it) => update(it, 'spec', mirrorServiceAccount));
  switch (kind) {
    case 'Pod':
      update(draft, 'spec', mirrorServiceAccount);
      return updateStruct(draft, 'metadata', setGeneration);
    case 'PodTemplate':
      template(draft);
      return updateStruct(draft, 'metadata', setGeneration);
    case 'CronJob':
      update(draft, 'spec', (spec) => update(spec, 'jobTemplate', (job) => update(job, 'spec', template)));
      return updateStruct(draft, 'metadata', setGeneration);
    case 'Secret':
      return convertSecret(draft);
    case 'StatefulSet':
      update(draft, 'spec', (spec) => updateEach(spec, 'volumeClaimTemplates', nameClaimKind));
      break;
    case 'DaemonSet':
      update(draft, 'spec', (spec) =>
        update(spec, 'updateStrategy', (strategy) => update(strategy, 'rollingUpdate', fillAmounts)),
      );
      updateStruct(draft, 'metadata', (metadata) => updateStruct(metadata, 'annotations', countTemplateGeneration));
      break;
    case 'Namespace':
      return update(draft, 'metadata', (metadata) => {
        if (typeof metadata.name === 'string')
          updateStruct(metadata, 'labels', (labels) => void (labels['kubernetes.io/metadata.name'] = metadata.name));
      });
    case 'LimitRange':
    case 'ResourceQuota':
    case 'ConfigMap':
    case 'ServiceAccount':
      return;
    default:
  }
  update(draft, 'spec', template);
  updateStruct(draft, 'metadata', setGeneration);
}

function setGeneration(metadata: Draft): void {
  metadata.generation = 1;
}

/** A DaemonSet from a dump keeps its count (pkg/apis/apps/v1/conversion.go, pkg/registry/apps/daemonset/strategy.go). */
function countTemplateGeneration(annotations: Draft): void {
  const name = 'deprecated.daemonset.template.generation';
  const written = Number(annotations[name]);
  annotations[name] = written >= 1 ? String(written) : '1';
}

/** The server's own form has no missing amounts. */
function fillAmounts(rolling: Draft): void {
  for (const key of ['maxUnavailable', 'maxSurge']) rolling[key] ??= 0;
}

function nameClaimKind(claim: Draft): void {
  claim.apiVersion = 'v1';
  claim.kind = 'PersistentVolumeClaim';
}

/** The old name of the field still comes back beside the new one. */
function mirrorServiceAccount(spec: Draft): void {
  const name = spec.serviceAccountName;
  if (isUnset(name) || name === '') {
    if (!isUnset(spec.serviceAccount)) spec.serviceAccountName = spec.serviceAccount;
  } else spec.serviceAccount = name;
}

function convertSecret(secret: Draft): void {
  if (!isRecord(secret.stringData)) return;
  const plain = Object.entries(secret.stringData).map(([key, value]) => [
    key,
    utf8ToBase64(typeof value === 'string' ? value : ''),
  ]);
  secret.data = { ...(isRecord(secret.data) ? secret.data : {}), ...Object.fromEntries(plain) };
  delete secret.stringData;
}
