/** Documentation of the checks of environment variables and the downward API. */
import { type Catalogue, rulesIn } from './entry.ts';

const rule = rulesIn('env');
const from = rulesIn('container');
const ref = (source: string): string => `name: A\nvalueFrom: {${source}}`;
const divisors = 'The value is printed in this unit; only single units exist.';
const objectName = 'No such object can exist.';

export const envCatalogue: Catalogue = {
  'env-name-required': rule(
    'The variable has no name.',
    'The value could not be found.',
    'value: x',
    'name: A\nvalue: x',
  ),
  'env-name-format': rule(
    'The name holds `=` or a character that cannot be printed.',
    'A process reads its environment as `NAME=value`.',
    'name: A=B\nvalue: x',
    'name: A\nvalue: x',
  ),
  'env-valuefrom-empty': rule(
    '`valueFrom` has no source.',
    'It says from where the value comes.',
    'name: A\nvalueFrom: {}',
    ref('fieldRef: {fieldPath: metadata.name}'),
  ),
  'env-value-and-valuefrom': rule(
    'The variable has a value and a source.',
    'Only one of them can be its value.',
    `value: x\n${ref('fieldRef: {fieldPath: metadata.name}')}`,
    ref('fieldRef: {fieldPath: metadata.name}'),
  ),
  'env-valuefrom-many': rule(
    'The variable has several sources.',
    'Only one of them can be its value.',
    ref('fieldRef: {fieldPath: metadata.name}, secretKeyRef: {name: s, key: k}'),
    ref('secretKeyRef: {name: s, key: k}'),
  ),
  'env-fieldref-apiversion': rule(
    'The reference has no API version.',
    'The server fills in `v1`, so this is never seen.',
  ),
  'env-fieldref-path-required': rule(
    'The reference names no field.',
    'There is no default field.',
    ref('fieldRef: {}'),
    ref('fieldRef: {fieldPath: metadata.name}'),
  ),
  'env-fieldref-conversion': rule(
    'The field does not exist, or has no keys.',
    'Only a few fields of a Pod can be read by its containers.',
    ref('fieldRef: {fieldPath: metadata.nam}'),
    ref('fieldRef: {fieldPath: metadata.name}'),
  ),
  'env-fieldref-unsupported': rule(
    'The field cannot be a variable.',
    'Labels and annotations need a key here; some fields are for volumes only.',
    ref('fieldRef: {fieldPath: metadata.labels}'),
    ref('fieldRef: {fieldPath: "metadata.labels[\'app\']"}'),
  ),
  'env-fieldref-subscript-key': rule(
    'The key in brackets is not a label or annotation key.',
    'No label can have such a key.',
    ref('fieldRef: {fieldPath: "metadata.labels[\'a b\']"}'),
    ref('fieldRef: {fieldPath: "metadata.labels[\'a-b\']"}'),
  ),
  'env-resourceref-required': rule(
    'The reference names no resource.',
    'There is no default resource.',
    ref('resourceFieldRef: {}'),
    ref('resourceFieldRef: {resource: limits.cpu}'),
  ),
  'env-resourceref-unsupported': rule(
    'The resource is unknown.',
    'Name a limit or a request: `limits.cpu`.',
    ref('resourceFieldRef: {resource: cpu}'),
    ref('resourceFieldRef: {resource: limits.cpu}'),
  ),
  'env-resourceref-divisor-cpu': rule(
    'The divisor of cpu is neither 1 nor 1m.',
    divisors,
    ref('resourceFieldRef: {resource: limits.cpu, divisor: 10m}'),
    ref('resourceFieldRef: {resource: limits.cpu, divisor: 1m}'),
  ),
  'env-resourceref-divisor-memory': rule(
    'The divisor of memory is not a single unit.',
    divisors,
    ref('resourceFieldRef: {resource: limits.memory, divisor: 2Mi}'),
    ref('resourceFieldRef: {resource: limits.memory, divisor: 1Mi}'),
  ),
  'env-resourceref-divisor-storage': rule(
    'The divisor of ephemeral storage is not a single unit.',
    divisors,
    ref('resourceFieldRef: {resource: limits.ephemeral-storage, divisor: 3}'),
    ref('resourceFieldRef: {resource: limits.ephemeral-storage, divisor: 1}'),
  ),
  'env-resourceref-divisor-hugepages': rule(
    'The divisor of huge pages is not a single unit.',
    divisors,
    ref('resourceFieldRef: {resource: limits.hugepages-2Mi, divisor: 2Mi}'),
    ref('resourceFieldRef: {resource: limits.hugepages-2Mi, divisor: 1Mi}'),
  ),
  'env-configmapref-name': rule(
    "The config map's name is missing or malformed.",
    objectName,
    ref('configMapKeyRef: {key: a}'),
    ref('configMapKeyRef: {name: settings, key: a}'),
  ),
  'env-configmapref-key-required': rule(
    'The reference names no key.',
    'A config map has many values.',
    ref('configMapKeyRef: {name: settings}'),
    ref('configMapKeyRef: {name: settings, key: a}'),
  ),
  'env-configmapref-key': rule(
    'The key is malformed.',
    'No config map can have such a key.',
    ref('configMapKeyRef: {name: settings, key: a/b}'),
    ref('configMapKeyRef: {name: settings, key: a.b}'),
  ),
  'env-secretref-name': rule(
    "The secret's name is missing or malformed.",
    objectName,
    ref('secretKeyRef: {key: a}'),
    ref('secretKeyRef: {name: login, key: a}'),
  ),
  'env-secretref-key-required': rule(
    'The reference names no key.',
    'A secret has many values.',
    ref('secretKeyRef: {name: login}'),
    ref('secretKeyRef: {name: login, key: a}'),
  ),
  'env-secretref-key': rule(
    'The key is malformed.',
    'No secret can have such a key.',
    ref('secretKeyRef: {name: login, key: a/b}'),
    ref('secretKeyRef: {name: login, key: a.b}'),
  ),
  'env-fileref-key-required': rule(
    'The reference names no key.',
    'The file holds many variables.',
    ref('fileKeyRef: {volumeName: data, path: p}'),
    ref('fileKeyRef: {volumeName: data, path: p, key: A}'),
  ),
  'env-fileref-key': rule(
    "The key is not a variable's name.",
    'The file has lines like `NAME=value`.',
    ref('fileKeyRef: {volumeName: data, path: p, key: A=B}'),
    ref('fileKeyRef: {volumeName: data, path: p, key: A}'),
  ),
  'env-fileref-volume-required': rule(
    'The reference names no volume.',
    'The file is in an emptyDir volume.',
    ref('fileKeyRef: {path: p, key: A}'),
    ref('fileKeyRef: {volumeName: data, path: p, key: A}'),
  ),
  'env-fileref-volume-format': rule(
    "The volume's name is not an RFC 1123 label.",
    'No volume can have such a name.',
    ref('fileKeyRef: {volumeName: a.b, path: p, key: A}'),
    ref('fileKeyRef: {volumeName: data, path: p, key: A}'),
  ),
  'env-fileref-volume-missing': rule(
    'The volume does not exist.',
    'The file is in an emptyDir volume of the Pod.',
    ref('fileKeyRef: {volumeName: nope, path: p, key: A}'),
    ref('fileKeyRef: {volumeName: data, path: p, key: A}'),
  ),
  'env-fileref-volume-type': rule(
    'The volume is not an emptyDir.',
    'An init container writes the file there.',
    ref('fileKeyRef: {volumeName: files, path: p, key: A}'),
    ref('fileKeyRef: {volumeName: data, path: p, key: A}'),
  ),
  'env-fileref-path-required': rule(
    'The reference names no file.',
    'A volume has many files.',
    ref('fileKeyRef: {volumeName: data, key: A}'),
    ref('fileKeyRef: {volumeName: data, path: p, key: A}'),
  ),
  'env-fileref-path-backstep': rule(
    'The path leaves the volume.',
    'The kubelet reads the file on the node.',
    ref('fileKeyRef: {volumeName: data, path: ../p, key: A}'),
    ref('fileKeyRef: {volumeName: data, path: p, key: A}'),
  ),
  'envfrom-prefix': from(
    "The prefix cannot begin a variable's name.",
    'A process reads its environment as `NAME=value`.',
    'envFrom: [{prefix: A=, configMapRef: {name: settings}}]',
    'envFrom: [{prefix: A_, configMapRef: {name: settings}}]',
  ),
  'envfrom-none': from(
    'The item has no source.',
    'It says from where the variables come.',
    'envFrom: [{prefix: A_}]',
    'envFrom: [{prefix: A_, configMapRef: {name: settings}}]',
  ),
  'envfrom-both': from(
    'The item has two sources.',
    'Each source is an item of its own.',
    'envFrom: [{configMapRef: {name: a}, secretRef: {name: b}}]',
    'envFrom: [{configMapRef: {name: a}}, {secretRef: {name: b}}]',
  ),
  'envfrom-configmap-name-required': from(
    'The config map has no name.',
    objectName,
    'envFrom: [{configMapRef: {}}]',
    'envFrom: [{configMapRef: {name: settings}}]',
  ),
  'envfrom-configmap-name': from(
    "The config map's name is malformed.",
    objectName,
    'envFrom: [{configMapRef: {name: A_B}}]',
    'envFrom: [{configMapRef: {name: a-b}}]',
  ),
  'envfrom-secret-name-required': from(
    'The secret has no name.',
    objectName,
    'envFrom: [{secretRef: {}}]',
    'envFrom: [{secretRef: {name: login}}]',
  ),
  'envfrom-secret-name': from(
    "The secret's name is malformed.",
    objectName,
    'envFrom: [{secretRef: {name: A_B}}]',
    'envFrom: [{secretRef: {name: a-b}}]',
  ),
};
