/** Documentation of the checks of volumes. */
import { type Catalogue, rulesIn } from './entry.ts';

const rule = rulesIn('volume');
const spec = rulesIn('spec');
const item = (fields: string): string => `configMap: {name: files, items: [{${fields}}]}`;
const rightItem = item('key: a, path: a');
const down = (fields: string): string => `downwardAPI: {items: [{${fields}}]}`;
const nameRef = 'fieldRef: {fieldPath: metadata.name}';
const rightDown = down(`path: name, ${nameRef}`);
const inside = 'Files stay below the directory of the volume.';
const modes = 'Write modes in octal, with a leading zero: `0644`.';
const noName = 'There is nothing to mount.';
const taken = 'Only one of them could be there.';

export const volumesCatalogue: Catalogue = {
  'vol-name-required': spec(
    'The volume has no name.',
    'Containers mount it by name.',
    'volumes: [{emptyDir: {}}]',
    'volumes: [{name: data, emptyDir: {}}]',
  ),
  'vol-name-label': spec(
    "The volume's name is not an RFC 1123 label.",
    'It becomes a part of paths on the node.',
    'volumes: [{name: my_vol, emptyDir: {}}]',
    'volumes: [{name: my-vol, emptyDir: {}}]',
  ),
  'vol-name-duplicate': spec(
    'Two volumes have the same name.',
    'Containers mount volumes by name.',
    'volumes: [{name: a, emptyDir: {}}, {name: a, emptyDir: {}}]',
    'volumes: [{name: a, emptyDir: {}}, {name: b, emptyDir: {}}]',
  ),
  'vol-no-source': rule('The volume has no source.', 'The server makes it an emptyDir, so this is never seen.'),
  'vol-many-sources': rule(
    'The volume has several sources.',
    'Each source is a volume of its own.',
    'emptyDir: {}\nconfigMap: {name: files}',
    'configMap: {name: files}',
  ),
  'vol-emptydir-sizelimit': rule(
    'The size limit is negative.',
    'Nothing fits into less than nothing.',
    'emptyDir: {sizeLimit: "-1"}',
    'emptyDir: {sizeLimit: 1Gi}',
  ),
  'vol-hostpath-path': rule('The host path is empty.', noName, 'hostPath: {}', 'hostPath: {path: /var/log}'),
  'vol-hostpath-backstep': rule(
    'The host path has a `..` in it.',
    'It would be unclear what is mounted.',
    'hostPath: {path: /a/../b}',
    'hostPath: {path: /b}',
  ),
  'vol-hostpath-type': rule(
    'The type of host path is unknown.',
    'Types are written with capitals: `Directory`.',
    'hostPath: {path: /a, type: directory}',
    'hostPath: {path: /a, type: Directory}',
  ),
  'vol-gitrepo-repository': rule(
    'The repository is missing.',
    'There is nothing to clone; the driver is off since 1.33.',
    'gitRepo: {}',
    'emptyDir: {}',
  ),
  'vol-gitrepo-directory': rule(
    'The directory leaves the volume.',
    inside,
    'gitRepo: {repository: r, directory: /a}',
    'gitRepo: {repository: r, directory: a}',
  ),
  'vol-secret-name': rule(
    'The secret has no name.',
    'In a secret volume it stands in `secretName`.',
    'secret: {}',
    'secret: {secretName: login}',
  ),
  'vol-secret-mode': rule(
    'The file mode is out of range.',
    modes,
    'secret: {secretName: login, defaultMode: 644}',
    'secret: {secretName: login, defaultMode: 0644}',
  ),
  'vol-configmap-name': rule(
    'The config map has no name.',
    'In a config map volume it stands in `name`.',
    'configMap: {}',
    'configMap: {name: files}',
  ),
  'vol-configmap-mode': rule(
    'The file mode is out of range.',
    modes,
    'configMap: {name: files, defaultMode: 644}',
    'configMap: {name: files, defaultMode: 0644}',
  ),
  'vol-item-key': rule('An item has no key.', 'It says which value becomes the file.', item('path: a'), rightItem),
  'vol-item-path-required': rule('An item has no path.', 'It says where the file goes.', item('key: a'), rightItem),
  'vol-item-path-relative': rule('The path of an item is absolute.', inside, item('key: a, path: /a'), rightItem),
  'vol-item-path-backstep': rule(
    'The path of an item has a `..` in it.',
    inside,
    item('key: a, path: a/../b'),
    rightItem,
  ),
  'vol-item-path-dotdot': rule(
    'The path of an item starts with `..`.',
    'The volume keeps such names for itself.',
    item('key: a, path: ..a'),
    rightItem,
  ),
  'vol-item-mode': rule(
    'The file mode is out of range.',
    modes,
    item('key: a, path: a, mode: 644'),
    item('key: a, path: a, mode: 0644'),
  ),
  'vol-pvc-claimname': rule(
    'The claim has no name.',
    noName,
    'persistentVolumeClaim: {}',
    'persistentVolumeClaim: {claimName: disk}',
  ),
  'vol-pvc-own-ephemeral': spec(
    'A volume uses the claim that an ephemeral volume of the same Pod creates.',
    'The claim belongs to the other volume.',
    'volumes: [{name: a, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}}, {name: b, persistentVolumeClaim: {claimName: web-a}}]',
    'volumes: [{name: b, persistentVolumeClaim: {claimName: disk}}]',
  ),
  'vol-downward-path': rule('An item has no path.', 'It says where the file goes.', down(nameRef), rightDown),
  'vol-downward-path-format': rule(
    'The path of an item leaves the volume.',
    inside,
    down(`path: /name, ${nameRef}`),
    rightDown,
  ),
  'vol-downward-none': rule(
    'An item has no source.',
    'It is a field of the Pod or a resource of a container.',
    down('path: name'),
    rightDown,
  ),
  'vol-downward-both': rule(
    'An item has two sources.',
    taken,
    down(`path: name, ${nameRef}, resourceFieldRef: {containerName: web, resource: limits.cpu}`),
    rightDown,
  ),
  'vol-downward-fieldref': rule(
    'The field cannot be a file.',
    'Fields that change while the Pod starts are for variables only.',
    down('path: ip, fieldRef: {fieldPath: status.podIP}'),
    rightDown,
  ),
  'vol-downward-resource-container': rule(
    'The container of the resource is missing.',
    'A volume belongs to all containers.',
    down('path: cpu, resourceFieldRef: {resource: limits.cpu}'),
    down('path: cpu, resourceFieldRef: {containerName: web, resource: limits.cpu}'),
  ),
  'vol-downward-resource': rule(
    'The resource is missing or unknown.',
    'Name a limit or a request: `limits.cpu`.',
    down('path: cpu, resourceFieldRef: {containerName: web, resource: cpu}'),
    down('path: cpu, resourceFieldRef: {containerName: web, resource: limits.cpu}'),
  ),
  'vol-downward-item-mode': rule(
    'The file mode is out of range.',
    modes,
    down(`path: name, mode: 644, ${nameRef}`),
    down(`path: name, mode: 0644, ${nameRef}`),
  ),
  'vol-downward-default-mode': rule(
    'The file mode is out of range.',
    modes,
    'downwardAPI: {defaultMode: 644}',
    'downwardAPI: {defaultMode: 0644}',
  ),
  'vol-csi-driver-required': rule(
    'The driver is missing.',
    'It provides the volume.',
    'csi: {}',
    'csi: {driver: csi.example.com}',
  ),
  'vol-csi-driver-long': rule(
    "The driver's name has more than 63 bytes.",
    'No driver has such a name.',
    `csi: {driver: ${'a'.repeat(64)}}`,
    'csi: {driver: csi.example.com}',
  ),
  'vol-csi-driver-format': rule(
    "The driver's name is not an RFC 1123 subdomain.",
    'No driver has such a name.',
    'csi: {driver: a_b}',
    'csi: {driver: csi.example.com}',
  ),
  'vol-csi-secret-required': rule(
    'The secret has no name.',
    'The driver needs it to mount the volume.',
    'csi: {driver: csi.example.com, nodePublishSecretRef: {}}',
    'csi: {driver: csi.example.com, nodePublishSecretRef: {name: login}}',
  ),
  'vol-csi-secret-format': rule(
    "The secret's name is malformed.",
    'No secret can have such a name.',
    'csi: {driver: csi.example.com, nodePublishSecretRef: {name: A_B}}',
    'csi: {driver: csi.example.com, nodePublishSecretRef: {name: a-b}}',
  ),
  'vol-image-reference': rule(
    'The image volume has no image.',
    noName,
    'image: {}',
    'image: {reference: "busybox:1.37"}',
  ),
  'vol-image-pull-policy': rule(
    'The pull policy is unknown.',
    'It is `Always`, `IfNotPresent` or `Never`.',
    'image: {reference: "busybox:1.37", pullPolicy: always}',
    'image: {reference: "busybox:1.37", pullPolicy: Always}',
  ),
  'vol-ephemeral-template': rule(
    'The claim template is missing.',
    'The claim is made from it.',
    'ephemeral: {}',
    'emptyDir: {}',
  ),
  'vol-ephemeral-pvc-name': rule(
    'The name of the claim would be malformed.',
    'It is made of the names of Pod and volume, and may have 253 characters.',
  ),
  'vol-ephemeral-meta-forbidden': rule(
    'The metadata of the claim template has another field than labels and annotations.',
    'Its name is made of the names of Pod and volume.',
    'ephemeral: {volumeClaimTemplate: {metadata: {name: a}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}',
    'ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}',
  ),
  'vol-ephemeral-meta-labels': rule(
    'The claim template has a malformed label or annotation.',
    'Label values stand in selectors.',
    'ephemeral: {volumeClaimTemplate: {metadata: {labels: {"a b": c}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}',
    'ephemeral: {volumeClaimTemplate: {metadata: {labels: {a-b: c}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}',
  ),
};
