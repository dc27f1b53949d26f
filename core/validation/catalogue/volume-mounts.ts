/** Documentation of the checks of mounts and devices. */
import { type Catalogue, rulesIn } from './entry.ts';

const container = rulesIn('container');
const mount = (fields: string): string => `volumeMounts: [{name: data, mountPath: /data, ${fields}}]`;
const plainMount = 'volumeMounts: [{name: data, mountPath: /data}]';
const device = 'volumeDevices: [{name: disk, devicePath: /dev/disk}]';
const inside = 'Files stay below the directory of the volume.';
const noName = 'There is nothing to mount.';
const taken = 'Only one of them could be there.';

export const volumeMountsCatalogue: Catalogue = {
  'vol-mount-name-required': container(
    'The mount names no volume.',
    noName,
    'volumeMounts: [{mountPath: /data}]',
    plainMount,
  ),
  'vol-mount-not-found': container(
    'The volume does not exist, or has an error of its own.',
    noName,
    'volumeMounts: [{name: dat, mountPath: /data}]',
    plainMount,
  ),
  'vol-mount-path-required': container(
    'The mount has no path.',
    'It says where the volume appears.',
    'volumeMounts: [{name: data}]',
    plainMount,
  ),
  'vol-mount-path-unique': container(
    'Two mounts have the same path.',
    taken,
    'volumeMounts: [{name: data, mountPath: /data}, {name: files, mountPath: /data}]',
    'volumeMounts: [{name: data, mountPath: /data}, {name: files, mountPath: /files}]',
  ),
  'vol-mount-name-in-devices': container(
    'A volume is mounted and used as a device.',
    'It has either a file system or blocks.',
    `volumeMounts: [{name: disk, mountPath: /disk}]\n${device}`,
    device,
  ),
  'vol-mount-path-in-devices': container(
    'A mount and a device have the same path.',
    taken,
    `volumeMounts: [{name: data, mountPath: /dev/disk}]\n${device}`,
    device,
  ),
  'vol-mount-subpath': container('The sub-path leaves the volume.', inside, mount('subPath: /a'), mount('subPath: a')),
  'vol-mount-subpath-exclusive': container(
    'There is a sub-path and an expression for it.',
    taken,
    mount('subPath: a, subPathExpr: b'),
    mount('subPath: a'),
  ),
  'vol-mount-subpathexpr': container(
    'The sub-path leaves the volume.',
    inside,
    mount('subPathExpr: /a'),
    mount('subPathExpr: a'),
  ),
  'vol-mount-propagation': container(
    'The propagation is unknown.',
    'It is `None`, `HostToContainer` or `Bidirectional`.',
    mount('mountPropagation: Private'),
    mount('mountPropagation: None'),
  ),
  'vol-mount-propagation-privileged': container(
    'Mounts propagate to the host, but the container is not privileged.',
    'It could change the node.',
    mount('mountPropagation: Bidirectional'),
    mount('mountPropagation: HostToContainer'),
  ),
  'vol-mount-rro-readonly': container(
    'The mount is recursively read-only, but not read-only.',
    'Both say that nothing is written.',
    mount('recursiveReadOnly: Enabled'),
    mount('recursiveReadOnly: Enabled, readOnly: true'),
  ),
  'vol-mount-rro-propagation': container(
    'The mount is recursively read-only and propagates.',
    'Mounts of the host might be writable.',
    mount('recursiveReadOnly: Enabled, readOnly: true, mountPropagation: HostToContainer'),
    mount('recursiveReadOnly: Enabled, readOnly: true'),
  ),
  'vol-mount-rro-value': container(
    'The value is unknown.',
    'It is `Disabled`, `Enabled` or `IfPossible`.',
    mount('recursiveReadOnly: "true"'),
    mount('recursiveReadOnly: Disabled'),
  ),
  'vol-device-name-required': container(
    'The device names no volume.',
    noName,
    'volumeDevices: [{devicePath: /dev/disk}]',
    device,
  ),
  'vol-device-name-unique': container(
    'A volume is used as two devices.',
    'One device is enough.',
    'volumeDevices: [{name: disk, devicePath: /dev/a}, {name: disk, devicePath: /dev/b}]',
    device,
  ),
  'vol-device-source': container(
    'The volume cannot be a device.',
    'Only claims can have blocks instead of files.',
    'volumeDevices: [{name: data, devicePath: /dev/disk}]',
    device,
  ),
  'vol-device-not-found': container(
    'The volume does not exist, or has an error of its own.',
    noName,
    'volumeDevices: [{name: dis, devicePath: /dev/disk}]',
    device,
  ),
  'vol-device-path-required': container(
    'The device has no path.',
    'It says where the device appears.',
    'volumeDevices: [{name: disk}]',
    device,
  ),
  'vol-device-path-unique': container(
    'Two devices have the same path.',
    taken,
    'volumeDevices: [{name: disk, devicePath: /dev/a}, {name: other, devicePath: /dev/a}]',
    device,
  ),
  'vol-device-path-backstep': container(
    'The path has a `..` in it.',
    'It would be unclear where the device appears.',
    'volumeDevices: [{name: disk, devicePath: /dev/../a}]',
    device,
  ),
  'vol-device-name-in-mounts': container(
    'A volume is used as a device and mounted.',
    'It has either a file system or blocks.',
    `volumeMounts: [{name: disk, mountPath: /disk}]\n${device}`,
    device,
  ),
  'vol-device-path-in-mounts': container(
    'A device and a mount have the same path.',
    taken,
    `volumeMounts: [{name: data, mountPath: /dev/disk}]\n${device}`,
    device,
  ),
};
