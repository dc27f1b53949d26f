/**
 * Checks of ObjectMeta: names, labels, annotations, owners, finalizers (apimachinery
 * pkg/api/validation/objectmeta.go, 1.36).
 */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type Json, type JsonObject, stringAt, stringMapAt, stringsAt } from '../kube/json.ts';
import { labelKeyErrors, labelValueErrors, toLabelKey, toLabelValue } from '../kube/labels.ts';
import { type NameFormat, toDnsLabel, toDnsSubdomain } from '../kube/names.ts';
import { byteLength } from '../kube/utf8.ts';
import type { ValidationContext } from './context.ts';
import { type Errors, type More, asJson, forbidden, invalid, invalidEach, none, required, tooLong } from './errors.ts';
import { validateDnsLabel, withFix } from './formats.ts';
import { validateOwners } from './owner-references.ts';

export interface MetadataOptions {
  /** Format of `name`, and of `generateName` with its last `-` masked. */
  readonly nameFormat: NameFormat;
  /** `false` for kinds without a namespace. Default: true. */
  readonly isNamespaced?: boolean;
  /** `false` where the kind leaves `generateName` alone (ReplicationController). Default: true. */
  readonly checksGenerateName?: boolean;
  /**
   * `false` where unqualified finalizers pass (the checks of apps and batch kinds are the same as the core's).
   * Default: true.
   */
  readonly checksFinalizers?: boolean;
}

/** Stands for the five characters that the server appends to `generateName`. */
const randomSuffix = '<random>';
const maxGeneratedBase = 58;

/** Errors of an object's own `metadata`; `path` is normally `metadata`. */
export function validateObjectMeta(
  metadata: JsonObject,
  path: FieldPath,
  options: MetadataOptions,
  _context?: ValidationContext,
): Errors {
  const finalizers = stringsAt(metadata, 'finalizers');
  const finalizersPath = child(path, 'finalizers');
  return [
    ...validateNames(metadata, path, options),
    ...validateNamespace(metadata, path, options),
    ...validateLabels(metadata['labels'], child(path, 'labels'), 'meta'),
    ...validateAnnotations(metadata['annotations'], child(path, 'annotations'), 'meta'),
    ...validateOwners(metadata, child(path, 'ownerReferences')),
    ...validateFinalizers(finalizers, finalizersPath),
    ...(options.checksFinalizers === false ? none : validateStandardFinalizers(finalizers, finalizersPath)),
  ];
}

function validateNames(metadata: JsonObject, path: FieldPath, options: MetadataOptions): Errors {
  const { nameFormat } = options;
  const written = stringAt(metadata, 'name');
  const generateName = stringAt(metadata, 'generateName');
  const errors: FieldError[] = [];
  if (generateName !== '' && options.checksGenerateName !== false) {
    const field = child(path, 'generateName');
    errors.push(
      ...invalidEach(
        'meta-generatename-format',
        field,
        generateName,
        nameFormat(generateName, true),
        withFix(field, slug(generateName.replace(/-$/, ''), nameFormat, '-')),
      ),
    );
  }
  const field = child(path, 'name');
  if (written !== '') {
    return [
      ...errors,
      ...invalidEach(
        'meta-name-subdomain',
        field,
        written,
        nameFormat(written, false),
        withFix(field, slug(written, nameFormat)),
      ),
    ];
  }
  if (generateName === '')
    return [...errors, required('meta-name-required', field, 'name or generateName is required')];
  const base = generateName.slice(0, maxGeneratedBase);
  const details = nameFormat(`${base}xxxxx`, false);
  return [
    ...errors,
    ...invalidEach('meta-name-subdomain', field, base + randomSuffix, details, { at: child(path, 'generateName') }),
  ];
}

/** The nearest name that the format accepts; empty if there is none. */
function slug(name: string, format: NameFormat, suffix = ''): string {
  return (
    [toDnsSubdomain(name), toDnsLabel(name)]
      .find((right) => right !== '' && format(right, false).length === 0)
      ?.concat(suffix) ?? ''
  );
}

function validateNamespace(metadata: JsonObject, path: FieldPath, options: MetadataOptions): Errors {
  const namespace = stringAt(metadata, 'namespace');
  const field = child(path, 'namespace');
  // The server fills in a missing namespace, and takes it from objects of the cluster.
  if (namespace === '' || options.isNamespaced === false) return none;
  return validateDnsLabel('meta-namespace-label', field, namespace);
}

/**
 * `prefix` is that of the rule ids: `meta` for an object, `tmpl` for a template; `at` where the true place differs
 * from `path`.
 */
export function validateLabels(
  labels: Json | undefined,
  path: FieldPath,
  prefix: 'meta' | 'tmpl',
  at: FieldPath = path,
): Errors {
  return stringMapAt({ labels }, 'labels').flatMap(([key, value]) => [
    ...validateLabelKey(`${prefix}-label-key`, path, key, index(at, key)),
    ...invalidEach(
      `${prefix}-label-value`,
      path,
      value,
      labelValueErrors(value),
      withFix(path, toLabelValue(value), { at: index(at, key) }),
    ),
  ]);
}

/** A qualified name as the key of a map: the place is the entry, not the map. */
export function validateLabelKey(code: string, field: FieldPath, key: string, at: FieldPath): Errors {
  const details = labelKeyErrors(key);
  return details.length === 0 ? none : invalidEach(code, field, key, details, { at, ...renameFix(at, key) });
}

function renameFix(at: FieldPath, key: string): More {
  const to = toLabelKey(key);
  return to === '' ? {} : { fix: { kind: 'rename', at, to } };
}

export function validateAnnotations(
  annotations: Json | undefined,
  path: FieldPath,
  prefix: 'meta' | 'tmpl',
  at: FieldPath = path,
): Errors {
  const entries = stringMapAt({ annotations }, 'annotations');
  const keys = entries.flatMap(([key]) =>
    invalidEach(`${prefix}-annotation-key`, path, key, labelKeyErrors(key.toLowerCase()), {
      at: index(at, key),
      ...renameFix(index(at, key), key),
    }),
  );
  return [...keys, ...validateAnnotationsSize(`${prefix}-annotations-size`, entries, path, at)];
}

const maxAnnotationBytes = 256 * 1024;

export function validateAnnotationsSize(
  code: string,
  entries: readonly (readonly [string, string])[],
  path: FieldPath,
  at: FieldPath = path,
): Errors {
  const size = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  return size > maxAnnotationBytes ? [tooLong(code, path, maxAnnotationBytes, at === path ? undefined : { at })] : none;
}

function validateFinalizers(finalizers: readonly string[], path: FieldPath): Errors {
  const errors = finalizers.flatMap((finalizer, position) =>
    invalidEach('meta-finalizer-name', path, finalizer, labelKeyErrors(finalizer), { at: index(path, position) }),
  );
  if (!finalizers.includes('orphan') || !finalizers.includes('foregroundDeletion')) return errors;
  const detail = 'finalizer orphan and foregroundDeletion cannot be both set';
  return [...errors, invalid('meta-finalizer-conflict', path, asJson(finalizers), detail)];
}

const standardFinalizers: ReadonlySet<string> = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

function validateStandardFinalizers(finalizers: readonly string[], path: FieldPath): Errors {
  return finalizers.flatMap((finalizer, position) => {
    if (finalizer.includes('/') || standardFinalizers.has(finalizer)) return none;
    const detail = 'name is neither a standard finalizer name nor is it fully qualified';
    return [
      invalid(
        'meta-finalizer-standard',
        index(path, position),
        finalizer,
        detail,
        withFix(index(path, position), labelKeyErrors(finalizer).length === 0 ? `example.com/${finalizer}` : ''),
      ),
    ];
  });
}

/** What a metadata inside a claim template may hold besides labels and annotations: nothing. */
export function validateTemplateMeta(
  metadata: JsonObject,
  path: FieldPath,
  allowed: readonly string[],
  code: string,
): Errors {
  return objectMetaFields
    .filter((field) => !allowed.includes(field) && !isZero(metadata[field]))
    .map((field) =>
      forbidden(code, child(path, field === 'uid' ? 'uID' : field), 'cannot be set', {
        at: child(path, field),
        fix: { kind: 'remove', at: child(path, field) },
      }),
    );
}

/** The fields in the order of the Go struct. */
const objectMetaFields = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'managedFields',
];

function isZero(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || value === 0;
}
