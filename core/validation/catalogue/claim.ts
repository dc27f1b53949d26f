/** Documentation of the checks of claims in templates. */
import { type Catalogue, rulesIn } from './entry.ts';

const rule = rulesIn('claim');
const source = 'dataSource: {apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: a}';
const className = 'No class can have such a name.';

export const claimCatalogue: Catalogue = {
  'pvc-access-modes-required': rule(
    'The claim has no access mode.',
    'It says who may write at the same time.',
    'accessModes: []',
    'accessModes: [ReadWriteOnce]',
  ),
  'pvc-access-mode': rule(
    'The access mode is unknown.',
    'The abbreviations of kubectl are for output only.',
    'accessModes: [RWO]',
    'accessModes: [ReadWriteOnce]',
  ),
  'pvc-rwop-exclusive': rule(
    '`ReadWriteOncePod` stands beside another mode.',
    'It means one Pod and no other.',
    'accessModes: [ReadWriteOncePod, ReadWriteOnce]',
    'accessModes: [ReadWriteOncePod]',
  ),
  'pvc-storage-required': rule(
    'The claim does not say how large it is.',
    'There is no default size.',
    'resources: {}',
    'resources: {requests: {storage: 1Gi}}',
  ),
  'pvc-storage-positive': rule(
    'The size is not positive.',
    'Nothing fits into no space.',
    'resources: {requests: {storage: "0"}}',
    'resources: {requests: {storage: 1Gi}}',
  ),
  'pvc-storage-class': rule(
    "The storage class's name is malformed.",
    className,
    'storageClassName: A_B',
    'storageClassName: a-b',
  ),
  'pvc-volume-mode': rule(
    'The volume mode is unknown.',
    'It is `Block` or `Filesystem`.',
    'volumeMode: block',
    'volumeMode: Block',
  ),
  'pvc-datasource-required': rule(
    'The data source has no name or no kind.',
    'The content could not be found.',
    'dataSource: {}',
    source,
  ),
  'pvc-datasource-kind': rule(
    'The data source has no API group, but is not a claim.',
    'Only claims are in the core group.',
    'dataSource: {kind: VolumeSnapshot, name: a}',
    source,
  ),
  'pvc-datasource-group': rule(
    'The API group is malformed.',
    'The version does not belong to it.',
    'dataSource: {apiGroup: snapshot.storage.k8s.io/v1, kind: VolumeSnapshot, name: a}',
    source,
  ),
  'pvc-datasourceref-namespace': rule(
    'The namespace is not an RFC 1123 label.',
    'No namespace can have such a name.',
    'dataSourceRef: {kind: PersistentVolumeClaim, name: a, namespace: A_B}',
    'dataSourceRef: {kind: PersistentVolumeClaim, name: a, namespace: a-b}',
    { gates: ['CrossNamespaceVolumeDataSource', 'AnyVolumeDataSource'] },
  ),
  'pvc-datasource-conflict': rule(
    '`dataSource` and `dataSourceRef` differ.',
    'The server sets one from the other.',
    'dataSource: {kind: PersistentVolumeClaim, name: a}\ndataSourceRef: {kind: PersistentVolumeClaim, name: b}',
    'dataSource: {kind: PersistentVolumeClaim, name: a}',
  ),
  'pvc-vac-name': rule(
    "The volume attributes class's name is malformed.",
    className,
    'volumeAttributesClassName: A_B',
    'volumeAttributesClassName: a-b',
  ),
};
