/** Repairs of environment variables and of what they take their values from. */
import type { FixIntent } from '../../kube/field-error.ts';
import { child } from '../../kube/field-path.ts';
import { asObject, objectsAt, stringAt } from '../../kube/json.ts';
import { toLabelKey } from '../../kube/labels.ts';
import {
  add,
  type Broken,
  itemOf,
  keepOne,
  lastOf,
  oneOf,
  ownerOf,
  quotedValue,
  remove,
  type Repair,
  type Repairs,
  set,
  valueAt,
  writtenOf,
} from './context.ts';

const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

/** `- name: A`, `- value: b`: a dash too many. */
const joined: Repair = ({ at, object }) => {
  const item = ownerOf(at);
  const place = itemOf(item);
  if (place === undefined || place.position === 0) return [];
  const before = asObject(valueAt(object, `${place.list}[${place.position - 1}]`)) ?? {};
  const own = asObject(valueAt(object, item)) ?? {};
  const isOnlyName = Object.keys(before).join() === 'name' && own['name'] === undefined;
  return isOnlyName ? [{ kind: 'join', at: item }] : [];
};

/** A value that nobody can read under a name: without it the container gets the same. */
const nameless: Repair = (broken) => {
  const join = joined(broken);
  return join.length > 0 ? join : [remove(ownerOf(broken.at), 'Remove the variable without a name')];
};

/** `POD_NAME` is asked for by its name in almost every manifest; others are a guess. */
const wellKnownFields: readonly (readonly [RegExp, string])[] = [
  [/NAMESPACE$/, 'metadata.namespace'],
  [/NODE_?NAME$|^NODE$/, 'spec.nodeName'],
  [/(?:HOST|NODE)_?IP$/, 'status.hostIP'],
  [/IP$/, 'status.podIP'],
  [/UID$/, 'metadata.uid'],
  [/SERVICE_?ACCOUNT/, 'spec.serviceAccountName'],
  [/NAME$|^POD$/, 'metadata.name'],
];

const fieldPath: Repair = ({ at, object }) => {
  const variable = asObject(valueAt(object, ownerOf(ownerOf(ownerOf(at)))));
  const name = stringAt(variable, 'name');
  const known = wellKnownFields.find(([pattern]) => pattern.test(name))?.[1];
  const fields = known === undefined ? ['metadata.name', 'metadata.namespace'] : [known];
  return fields.map((field) => add(ownerOf(at), 'fieldPath', field));
};

/** `metadata.labels[app]` -> `metadata.labels['app']`; a version that is not v1 is the mistake itself. */
const convertible: Repair = (broken) => {
  const { at, object } = broken;
  const owner = asObject(valueAt(object, ownerOf(at)));
  if (owner?.['apiVersion'] !== undefined && owner['apiVersion'] !== 'v1')
    return [remove(child(ownerOf(at), 'apiVersion'), 'Remove apiVersion: it can only be v1')];
  const written = stringAt(owner, 'fieldPath');
  const [, map, key] = /^(metadata\.(?:labels|annotations))\[?["']?([^\]"']+?)["']?\]?$/.exec(written) ?? [];
  return map === undefined || key === undefined ? [] : [set(at, `${map}['${key.replace(/^\./, '')}']`)];
};

const subscript: Repair = (broken) => {
  const { at, object } = broken;
  const place = at.endsWith('.fieldPath') ? at : child(at, 'fieldPath');
  const written = valueAt(object, place);
  if (typeof written !== 'string') return [];
  const [, map, key = ''] = /^(metadata\.(?:labels|annotations))\['(.*)'\]$/.exec(written) ?? [];
  const right = toLabelKey(key);
  if (map !== undefined && right !== '' && right !== key) return [set(place, `${map}['${right}']`)];
  return convertible({ ...broken, at: place });
};

/** `cpu` -> `limits.cpu` or `requests.cpu`; `memory.limits` the other way round. */
const resource: Repair = (broken) => {
  const { at } = broken;
  const bad = quotedValue(broken) ?? '';
  const known = ['cpu', 'memory', 'ephemeral-storage'];
  const [, name = '', list = ''] = /^(.*)[._-](limits?|requests?)$/.exec(bad) ?? [];
  if (known.includes(name)) return [set(at, `${list.replace(/s$/, '')}s.${name}`)];
  return known.includes(bad) ? oneOf(at, [`limits.${bad}`, `requests.${bad}`]) : [];
};

/** The usual convention: a variable is called as the key that it is read from. */
const keyOfVariable: Repair = ({ at, object }) => {
  const variable = asObject(valueAt(object, ownerOf(ownerOf(ownerOf(at)))));
  const name = stringAt(variable, 'name');
  return name === '' ? [] : [add(ownerOf(at), 'key', name)];
};

const envFromItem = (item: string): FixIntent => remove(item, 'Remove the entry, which takes from nowhere');

/** A volume that files of variables are read from is an emptyDir. */
const declaredDir: Repair = (broken) => {
  const { at, object, spec, specPath } = broken;
  const name = valueAt(object, at);
  if (typeof name !== 'string' || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) return [];
  const dirs = objectsAt(spec, 'volumes').filter((volume) => volume['emptyDir'] !== undefined);
  return [
    ...oneOf(at, dirs.map((volume) => stringAt(volume, 'name')).slice(0, 3)),
    ...(objectsAt(spec, 'volumes').some((volume) => volume['name'] === name)
      ? []
      : [
          {
            kind: 'append' as const,
            at: child(specPath, 'volumes'),
            value: { name, emptyDir: {} },
            title: `Declare the volume ${name} as an emptyDir`,
          },
        ]),
  ];
};

const optionalEntry: Repair = ({ at }) => [envFromItem(ownerOf(ownerOf(at)))];

export const envRepairs: Repairs = {
  'env-name-required': nameless,
  'env-fieldref-path-required': fieldPath,
  'env-fieldref-conversion': convertible,
  'env-fieldref-subscript-key': subscript,
  'env-resourceref-unsupported': resource,
  'vol-downward-resource': resource,
  'env-resourceref-required': ({ at }) =>
    ['limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'].map((name) =>
      add(ownerOf(at), 'resource', name),
    ),
  'env-valuefrom-many': ({ at, object }) => keepOne(at, writtenOf(valueAt(object, at), sources)),
  'env-configmapref-key-required': keyOfVariable,
  'env-secretref-key-required': keyOfVariable,
  'env-fileref-key-required': keyOfVariable,
  'env-fileref-volume-missing': declaredDir,
  'env-name-format': (broken: Broken) => {
    const bad = quotedValue(broken) ?? '';
    const [, name, value] = /^([A-Za-z_][\w.-]*)=(.*)$/.exec(bad) ?? [];
    const owner = asObject(valueAt(broken.object, ownerOf(broken.at)));
    const isAlone = owner?.['value'] === undefined && owner?.['valueFrom'] === undefined;
    if (name === undefined || value === undefined || !isAlone) return [];
    const steps = [set(broken.at, name), add(ownerOf(broken.at), 'value', value)];
    return [{ kind: 'all', steps, title: `Split into name ${name} and value ${value}` }];
  },
  'envfrom-none': ({ at }) => [envFromItem(at)],
  'envfrom-configmap-name-required': optionalEntry,
  'envfrom-secret-name-required': optionalEntry,
  'envfrom-both': ({ at, object }) => [
    ...(writtenOf(valueAt(object, at), ['prefix']).length > 0
      ? []
      : [{ kind: 'split' as const, at, keys: ['configMapRef', 'secretRef'], title: 'Make an entry of each' }]),
    ...keepOne(at, ['configMapRef', 'secretRef']),
  ],
  'eph-target-not-found': ({ at, spec }) =>
    oneOf(
      at,
      objectsAt(spec, 'containers')
        .map((container) => stringAt(container, 'name'))
        .slice(0, 3),
    ),
  'vol-downward-resource-container': ({ at, object, spec }) => {
    const names = objectsAt(spec, 'containers').map((container) => stringAt(container, 'name'));
    const isMissing = valueAt(object, at) === undefined;
    return names.slice(0, 3).map((name) => (isMissing ? add(ownerOf(at), lastOf(at), name) : set(at, name)));
  },
};
