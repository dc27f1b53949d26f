/** Repairs of security contexts. */
import { child } from '../../kube/field-path.ts';
import { lastOf, ownerOf, quotedValue, remove, type Repair, type Repairs, set, valueAt } from './context.ts';

/** A profile of the node has a name that only its owner knows; the runtime's own has none. */
const runtimeProfile: Repair = ({ at }) => [set(child(ownerOf(at), 'type'), 'RuntimeDefault')];

export const securityRepairs: Repairs = {
  'sec-seccomp-localhost-required': runtimeProfile,
  'sec-apparmor-localhost-required': runtimeProfile,
  'sec-sysctl-name': (broken) => {
    const right = (quotedValue(broken) ?? '').toLowerCase();
    return right === '' ? [] : [set(broken.at, right)];
  },
  'sec-sysctl-name-required': ({ at }) => [remove(ownerOf(at), 'Remove the sysctl without a name')],
  'sec-supplemental-groups': ({ at, object }) =>
    valueAt(object, at) === undefined ? [] : [remove(at, `Remove ${lastOf(at) === '' ? at : 'the group'}`)],
  'win-user-chars': (broken) => {
    const bad = quotedValue(broken) ?? '';
    return /^[^/\\]+\/[^/\\]+$/.test(bad) ? [set(broken.at, bad.replace('/', '\\'))] : [];
  },
};
