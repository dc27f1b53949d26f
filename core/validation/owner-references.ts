/** Checks of owner references (apimachinery pkg/api/validation/objectmeta.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, booleanAt, objectsAt, stringAt } from '../kube/json.ts';
import { type BadValue, type Errors, asJson, invalid } from './errors.ts';

/** Errors of the `ownerReferences` of an object; the server's paths have no index. */
export function validateOwners(metadata: JsonObject, path: FieldPath): Errors {
  const owners = objectsAt(metadata, 'ownerReferences');
  let controller: string | undefined;
  let shown: BadValue | undefined;
  return owners.flatMap((owner, position) => {
    const at = index(path, position);
    const errors = validateOwner(owner, path, at);
    if (booleanAt(owner, 'controller') !== true) return errors;
    const name = `${stringAt(owner, 'kind')}/${stringAt(owner, 'name')}`;
    if (controller === undefined) {
      controller = name;
      return errors;
    }
    const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${name}`;
    const fix = { kind: 'set', at: child(at, 'controller'), value: false } as const;
    shown ??= asJson(owners.map(ownerJson));
    return [...errors, invalid('meta-owner-one-controller', path, shown, detail, { at, fix })];
  });
}

function validateOwner(owner: JsonObject, path: FieldPath, at: FieldPath): Errors {
  const apiVersion = stringAt(owner, 'apiVersion');
  const { group, version } = splitVersion(apiVersion);
  const errors: FieldError[] = [];
  const check = (code: string, key: string, isMissing: boolean, detail: string): void => {
    const value = stringAt(owner, key);
    const shown = key === 'uid' ? asJson(value) : value;
    if (isMissing) errors.push(invalid(code, child(path, key), shown, detail, { at: child(at, key) }));
  };
  check('meta-owner-apiversion', 'apiVersion', version === '', 'version must not be empty');
  check('meta-owner-kind', 'kind', stringAt(owner, 'kind') === '', 'must not be empty');
  check('meta-owner-name', 'name', stringAt(owner, 'name') === '', 'must not be empty');
  check('meta-owner-uid', 'uid', stringAt(owner, 'uid') === '', 'must not be empty');
  if (group === '' && version === 'v1' && stringAt(owner, 'kind') === 'Event') {
    errors.push(
      invalid(
        'meta-owner-banned',
        path,
        asJson(ownerJson(owner)),
        '/v1, Kind=Event is disallowed from being an owner',
        { at },
      ),
    );
  }
  return errors;
}

function splitVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const parts = apiVersion.split('/');
  if (apiVersion === '' || apiVersion === '/' || parts.length > 2) return { group: '', version: '' };
  return parts.length === 1 ? { group: '', version: apiVersion } : { group: parts[0] ?? '', version: parts[1] ?? '' };
}

function ownerJson(owner: JsonObject): JsonObject {
  return {
    apiVersion: stringAt(owner, 'apiVersion'),
    kind: stringAt(owner, 'kind'),
    name: stringAt(owner, 'name'),
    uid: stringAt(owner, 'uid'),
    controller: booleanAt(owner, 'controller'),
    blockOwnerDeletion: booleanAt(owner, 'blockOwnerDeletion'),
  };
}
