/** Repairs of names, owners, finalizers and of what stands only in annotations. */
import { child, index } from '../../kube/field-path.ts';
import { asObject, listAt, objectAt, objectsAt, stringAt } from '../../kube/json.ts';
import { toDnsLabel, toDnsSubdomain } from '../../kube/names.ts';
import { add, itemOf, lastOf, ownerOf, remove, type Repair, type Repairs, set, valueAt } from './context.ts';

/** Called as its labels, its only container, or its kind. */
const name: Repair = ({ at, object, spec }) => {
  const labels = objectAt(objectAt(object, 'metadata'), 'labels');
  const containers = objectsAt(spec, 'containers');
  const word =
    stringAt(labels, 'app.kubernetes.io/name') ||
    stringAt(labels, 'app') ||
    (containers.length === 1 ? stringAt(containers[0], 'name') : '') ||
    stringAt(object, 'kind').replace(/([a-z])([A-Z])/g, '$1-$2');
  const right = toDnsLabel(word);
  if (right === '') return [];
  return [valueAt(object, at) === undefined ? add(ownerOf(at), lastOf(at), right) : set(at, right)];
};

/** The dash before the random letters stays. */
const generatedName: Repair = ({ at, object }) => {
  const written = valueAt(object, at);
  if (typeof written !== 'string' || !at.endsWith('generateName')) return [];
  const right = toDnsSubdomain(written);
  return right === '' ? [] : [set(at, /[-_.]$/.test(written) ? `${right}-` : right)];
};

/** Only a cluster gives the ids of owners: a manifest that was copied out of one does not need them. */
const owners: Repair = ({ at }) => {
  const path = at.includes('ownerReferences') ? (/^.*ownerReferences/.exec(at)?.[0] ?? at) : at;
  return [remove(path, 'Remove ownerReferences: the cluster sets them')];
};

/** Either all dependents go first, or none of them goes. */
const finalizers: Repair = ({ at, object }) => {
  const written = listAt(asObject(valueAt(object, ownerOf(at))), lastOf(at));
  return ['orphan', 'foregroundDeletion'].flatMap((finalizer) => {
    const position = written.indexOf(finalizer);
    return position < 0 ? [] : [remove(index(at, position), `Remove ${finalizer}`)];
  });
};

const finalizer: Repair = ({ at }) => (itemOf(at) === undefined ? [] : [remove(at, 'Remove the finalizer')]);

export const metadataRepairs: Repairs = {
  'meta-name-required': name,
  'meta-name-subdomain': generatedName,
  'meta-name-label': generatedName,
  'meta-owner-apiversion': owners,
  'meta-owner-kind': owners,
  'meta-owner-name': owners,
  'meta-owner-uid': owners,
  'meta-owner-banned': owners,
  'meta-finalizer-conflict': finalizers,
  'meta-finalizer-name': finalizer,
  'meta-finalizer-standard': finalizer,
  'pc-system-name': ({ at, object }) => [set(at, String(valueAt(object, at)).replace(/^system-/, ''))],
  'cm-key-twice': ({ at }) => [remove(at), remove(at.replace(/^data/, 'binaryData'), 'Remove it from binaryData')],
  'anno-deletion-cost': ({ at }) => [remove(at, 'Remove the annotation: the cost is then 0')],
  'lr-object': ({ at, object, error }) => {
    if (/is less than 1$/.test(error.message)) return [set(at, 1)];
    const isType = at.endsWith('.type') && (valueAt(object, at) ?? '') === '';
    return isType ? ['Container', 'Pod'].map((type) => add(ownerOf(at), 'type', type)) : [];
  },
  'pod-host-users-volume-devices': ({ specPath }) => [remove(child(specPath, 'hostUsers'))],
};
