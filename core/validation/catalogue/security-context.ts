/** Documentation of the checks of security contexts. */
import { type Catalogue, rulesIn } from './entry.ts';

const rule = rulesIn('container');
const spec = rulesIn('spec');
const own = (fields: string): string => `securityContext: {${fields}}`;
const sysctl = (name: string): string => `securityContext: {sysctls: [{name: ${name}, value: "1"}]}`;
const ids = 'Linux has no other ids.';
const profile = 'It is `Localhost`, `RuntimeDefault` or `Unconfined`.';

export const securityContextCatalogue: Catalogue = {
  'sec-run-as-user': rule('The user id is out of range.', ids, own('runAsUser: -1'), own('runAsUser: 1000')),
  'sec-run-as-group': rule('The group id is out of range.', ids, own('runAsGroup: -1'), own('runAsGroup: 1000')),
  'sec-fsgroup': spec('The group id is out of range.', ids, own('fsGroup: -1'), own('fsGroup: 1000')),
  'sec-supplemental-groups': spec(
    'A group id is out of range.',
    ids,
    own('supplementalGroups: [-1]'),
    own('supplementalGroups: [1000]'),
  ),
  'sec-supplemental-policy': spec(
    'The policy is unknown.',
    'It is `Merge` or `Strict`.',
    own('supplementalGroupsPolicy: merge'),
    own('supplementalGroupsPolicy: Merge'),
  ),
  'sec-fsgroup-policy': spec(
    'The policy is unknown.',
    'It is `Always` or `OnRootMismatch`.',
    own('fsGroupChangePolicy: onRootMismatch'),
    own('fsGroupChangePolicy: OnRootMismatch'),
  ),
  'sec-selinux-change-policy': spec(
    'The policy is unknown, or needs a feature gate that is off.',
    '`MountOption` came with SELinuxMount.',
    own('seLinuxChangePolicy: MountOption'),
    own('seLinuxChangePolicy: Recursive'),
  ),
  'sec-sysctl-name-required': spec(
    'A sysctl has no name.',
    'A value alone says nothing.',
    own('sysctls: [{value: "1"}]'),
    sysctl('net.core.somaxconn'),
  ),
  'sec-sysctl-name': spec(
    'The name of a sysctl is malformed.',
    'Names are lower-case words with dots or slashes between them.',
    sysctl('A.b'),
    sysctl('a.b'),
  ),
  'sec-sysctl-duplicate': spec(
    'A sysctl stands twice.',
    'Only one value could be set.',
    own('sysctls: [{name: a.b, value: "1"}, {name: a.b, value: "2"}]'),
    sysctl('a.b'),
  ),
  'sec-sysctl-hostnet': spec(
    "A Pod on the host's network sets a network sysctl.",
    'It would change the node.',
    `hostNetwork: true\n${sysctl('net.core.somaxconn')}`,
    sysctl('net.core.somaxconn'),
  ),
  'sec-sysctl-hostipc': spec(
    "A Pod with the host's IPC sets an IPC sysctl.",
    'It would change the node.',
    `hostIPC: true\n${sysctl('kernel.shmmax')}`,
    sysctl('kernel.shmmax'),
  ),
  'sec-seccomp-type-required': rule(
    'The seccomp profile has no type.',
    profile,
    own('seccompProfile: {}'),
    own('seccompProfile: {type: RuntimeDefault}'),
  ),
  'sec-seccomp-type': rule(
    'The type of seccomp profile is unknown.',
    profile,
    own('seccompProfile: {type: runtime/default}'),
    own('seccompProfile: {type: RuntimeDefault}'),
  ),
  'sec-seccomp-localhost-required': rule(
    'The type is `Localhost`, but no file is named.',
    'The profile is a file of the node.',
    own('seccompProfile: {type: Localhost}'),
    own('seccompProfile: {type: Localhost, localhostProfile: web.json}'),
  ),
  'sec-seccomp-localhost-path': rule(
    "The path leaves the kubelet's directory.",
    'Profiles are files below one directory of the node.',
    own('seccompProfile: {type: Localhost, localhostProfile: /web.json}'),
    own('seccompProfile: {type: Localhost, localhostProfile: web.json}'),
  ),
  'sec-seccomp-localhost-forbidden': rule(
    'A file is named, but the type is not `Localhost`.',
    'The other types need no file.',
    own('seccompProfile: {type: RuntimeDefault, localhostProfile: a}'),
    own('seccompProfile: {type: RuntimeDefault}'),
  ),
  'sec-apparmor-type-required': rule(
    'The AppArmor profile has no type.',
    profile,
    own('appArmorProfile: {}'),
    own('appArmorProfile: {type: RuntimeDefault}'),
  ),
  'sec-apparmor-type': rule(
    'The type of AppArmor profile is unknown.',
    profile,
    own('appArmorProfile: {type: runtime/default}'),
    own('appArmorProfile: {type: RuntimeDefault}'),
  ),
  'sec-apparmor-localhost-required': rule(
    'The type is `Localhost`, but no profile is named.',
    'The profile is one that the node has loaded.',
    own('appArmorProfile: {type: Localhost}'),
    own('appArmorProfile: {type: Localhost, localhostProfile: web}'),
  ),
  'sec-apparmor-localhost-padding': rule(
    "There is white space around the profile's name.",
    'No profile has such a name.',
    own('appArmorProfile: {type: Localhost, localhostProfile: " web"}'),
    own('appArmorProfile: {type: Localhost, localhostProfile: web}'),
  ),
  'sec-apparmor-localhost-long': rule(
    "The profile's name has more than 4095 bytes.",
    'No path is longer.',
    own(`appArmorProfile: {type: Localhost, localhostProfile: ${'a'.repeat(4096)}}`),
    own('appArmorProfile: {type: Localhost, localhostProfile: web}'),
  ),
  'sec-apparmor-localhost-forbidden': rule(
    'A profile is named, but the type is not `Localhost`.',
    'The other types need no name.',
    own('appArmorProfile: {type: RuntimeDefault, localhostProfile: a}'),
    own('appArmorProfile: {type: RuntimeDefault}'),
  ),
  'sec-procmount': rule(
    'The kind of /proc is unknown.',
    'It is `Default` or `Unmasked`.',
    own('procMount: unmasked'),
    own('procMount: Default'),
  ),
  'sec-procmount-userns': spec(
    "The file system /proc is unmasked, but the Pod has the host's users.",
    'Only in a user namespace of its own this is safe.',
    'containers: [{name: web, image: nginx:1.27, securityContext: {procMount: Unmasked}}]',
    'hostUsers: false\ncontainers: [{name: web, image: nginx:1.27, securityContext: {procMount: Unmasked}}]',
  ),
  'sec-ape-privileged': rule(
    'A privileged container must not gain privileges.',
    'It has them all already.',
    own('allowPrivilegeEscalation: false, privileged: true'),
    own('allowPrivilegeEscalation: false'),
  ),
  'sec-ape-sysadmin': rule(
    'A container with CAP_SYS_ADMIN must not gain privileges.',
    'It has nearly all of them already.',
    own('allowPrivilegeEscalation: false, capabilities: {add: [CAP_SYS_ADMIN]}'),
    own('allowPrivilegeEscalation: false'),
  ),
};
