/** Checks of a PersistentVolumeClaim's spec, as templates of claims have it (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, objectAt, optionalStringAt, stringAt, stringsAt } from '../kube/json.ts';
import { nameIsLabel } from '../kube/names.ts';
import { quantityOf, quantitySign, quantityText } from '../kube/quantity.ts';
import { type ValidationContext, isEnabled } from './context.ts';
import { type Errors, asJson, forbidden, invalid, invalidEach, none, notSupported, required, set } from './errors.ts';
import { isNotPositiveText, validateDnsSubdomain } from './formats.ts';
import { validateLabelSelector } from './selector.ts';

const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const abbreviations: Readonly<Record<string, string>> = {
  ROX: 'ReadOnlyMany',
  RWX: 'ReadWriteMany',
  RWO: 'ReadWriteOnce',
  RWOP: 'ReadWriteOncePod',
};

/** Errors of the spec of a claim (or claim template) at `path`. */
export function validateClaimSpec(spec: JsonObject, path: FieldPath, context: ValidationContext): Errors {
  return [
    ...validateAccessModes(stringsAt(spec, 'accessModes'), child(path, 'accessModes'), () =>
      validateLabelSelector(spec['selector'], child(path, 'selector')),
    ),
    ...validateStorage(spec, path),
    ...validateClassName('pvc-storage-class', spec, 'storageClassName', path),
    ...validateVolumeMode(spec, path),
    ...validateSource(spec, 'dataSource', path),
    ...validateSource(spec, 'dataSourceRef', path),
    ...validateSourcesMatch(spec, path),
    ...(isEnabled(context, 'VolumeAttributesClass')
      ? validateClassName('pvc-vac-name', spec, 'volumeAttributesClassName', path)
      : none),
  ];
}

/** The server looks at the selector between the two tests of the access modes. */
function validateAccessModes(modes: readonly string[], path: FieldPath, selectorErrors: () => Errors): Errors {
  const errors: FieldError[] = [];
  if (modes.length === 0) {
    const fix = {
      kind: 'add',
      at: path.replace(/\.accessModes$/, ''),
      field: 'accessModes',
      value: ['ReadWriteOnce'],
    } as const;
    errors.push(required('pvc-access-modes-required', path, 'at least 1 access mode is required', { fix }));
  }
  errors.push(...selectorErrors());
  modes.forEach((mode, position) => {
    if (accessModes.includes(mode)) return;
    const at = index(path, position);
    const right = Object.hasOwn(abbreviations, mode) ? abbreviations[mode] : undefined;
    errors.push(
      notSupported(
        'pvc-access-mode',
        path,
        mode,
        accessModes,
        right === undefined ? { at } : { at, fix: set(at, right) },
      ),
    );
  });
  if (
    modes.includes('ReadWriteOncePod') &&
    modes.some((mode) => mode !== 'ReadWriteOncePod' && accessModes.includes(mode))
  ) {
    errors.push(forbidden('pvc-rwop-exclusive', path, 'may not use ReadWriteOncePod with other access modes'));
  }
  return errors;
}

function validateStorage(spec: JsonObject, path: FieldPath): Errors {
  const field = index(child(path, 'resources'), 'storage');
  const at = index(child(path, 'resources', 'requests'), 'storage');
  const requests = objectAt(objectAt(spec, 'resources'), 'requests');
  if (requests === undefined || !Object.hasOwn(requests, 'storage'))
    return [required('pvc-storage-required', field, '', { at })];
  const storage = quantityOf(requests['storage']);
  if (quantitySign(storage) > 0) return none;
  return [invalid('pvc-storage-positive', field, quantityText(storage), isNotPositiveText, { at })];
}

/** The empty name is allowed: it means no class. */
function validateClassName(code: string, spec: JsonObject, key: string, path: FieldPath): Errors {
  const name = stringAt(spec, key);
  return name === '' ? none : validateDnsSubdomain(code, child(path, key), name);
}

function validateVolumeMode(spec: JsonObject, path: FieldPath): Errors {
  const mode = optionalStringAt(spec, 'volumeMode');
  if (mode === undefined || mode === 'Block' || mode === 'Filesystem') return none;
  return [notSupported('pvc-volume-mode', child(path, 'volumeMode'), mode, ['Block', 'Filesystem'])];
}

function validateSource(spec: JsonObject, key: 'dataSource' | 'dataSourceRef', path: FieldPath): Errors {
  const source = objectAt(spec, key);
  if (source === undefined) return none;
  const field = child(path, key);
  const kind = stringAt(source, 'kind');
  const group = stringAt(source, 'apiGroup');
  const errors: FieldError[] = [];
  if (stringAt(source, 'name') === '') errors.push(required('pvc-datasource-required', child(field, 'name')));
  if (kind === '') errors.push(required('pvc-datasource-required', child(field, 'kind')));
  if (group === '' && kind !== 'PersistentVolumeClaim') {
    const detail = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
    errors.push(invalid('pvc-datasource-kind', field, kind, detail, snapshotFix(kind, field)));
  }
  if (group !== '')
    errors.push(
      ...validateDnsSubdomain('pvc-datasource-group', child(field, 'apiGroup'), group, groupFix(group, field)),
    );
  const namespace = key === 'dataSourceRef' ? stringAt(source, 'namespace') : '';
  if (namespace !== '') {
    errors.push(
      ...invalidEach(
        'pvc-datasourceref-namespace',
        child(field, 'namespace'),
        namespace,
        nameIsLabel(namespace, false),
      ),
    );
  }
  return errors;
}

function snapshotFix(kind: string, at: FieldPath) {
  const fix = { kind: 'add', at, field: 'apiGroup', value: 'snapshot.storage.k8s.io' } as const;
  return kind === 'VolumeSnapshot' ? { fix } : undefined;
}

/** The usual mistake is the whole apiVersion. */
function groupFix(group: string, path: FieldPath) {
  const [name = ''] = group.split('/');
  return name !== group && name !== '' ? { fix: set(child(path, 'apiGroup'), name) } : undefined;
}

/** The server prints the path object as bad value: an empty struct. */
function validateSourcesMatch(spec: JsonObject, path: FieldPath): Errors {
  const source = objectAt(spec, 'dataSource');
  const ref = objectAt(spec, 'dataSourceRef');
  if (source === undefined || ref === undefined) return none;
  const at = child(path, 'dataSource');
  const more = { at, fix: { kind: 'remove', at } } as const;
  if (stringAt(ref, 'namespace') !== '') {
    return [
      invalid(
        'pvc-datasource-conflict',
        path,
        asJson({}),
        'may not be specified when dataSourceRef.namespace is specified',
        more,
      ),
    ];
  }
  const isSame =
    optionalStringAt(source, 'apiGroup') === optionalStringAt(ref, 'apiGroup') &&
    ['kind', 'name'].every((key) => stringAt(source, key) === stringAt(ref, key));
  return isSame ? none : [invalid('pvc-datasource-conflict', path, asJson({}), 'must match dataSourceRef', more)];
}
