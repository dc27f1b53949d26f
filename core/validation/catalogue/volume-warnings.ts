/** Catalogue of the server's warnings about volumes. */
import type { Catalogue } from '../catalogue.ts';
import { pod } from './examples.ts';

const volume = (source: string): string => pod(`volumes: [{name: data, ${source}}]`);
const claim = (storage: string): string =>
  `{metadata: {}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: ${storage}}}}}`;
const gone = (driver: string, source: string): { summary: string; why: string; wrong: string; right: string } => ({
  summary: `The built-in ${driver} volume is gone.`,
  why: 'The field is still accepted, but no kubelet can mount it: the Pod would wait for ever. Use a CSI driver.',
  wrong: volume(source),
  right: volume('emptyDir: {}'),
});

export const volumeWarningCatalogue: Catalogue = {
  'warn-vol-photon': gone('Photon', 'photonPersistentDisk: {pdID: a}'),
  'warn-vol-gitrepo': {
    summary: 'gitRepo volumes are switched off.',
    why: 'They ran git on the node, as root. Clone in an init container instead.',
    wrong: volume('gitRepo: {repository: "https://example.com/a.git"}'),
    right: volume('emptyDir: {}'),
  },
  'warn-vol-scaleio': gone('ScaleIO', 'scaleIO: {gateway: a, system: b, volumeName: c, secretRef: {name: d}}'),
  'warn-vol-flocker': gone('Flocker', 'flocker: {datasetName: a}'),
  'warn-vol-storageos': gone('StorageOS', 'storageos: {volumeName: a}'),
  'warn-vol-quobyte': gone('Quobyte', 'quobyte: {registry: "a:1", volume: b}'),
  'warn-vol-glusterfs': gone('GlusterFS', 'glusterfs: {endpoints: a, path: b}'),
  'warn-vol-cephfs': gone('CephFS', 'cephfs: {monitors: [a]}'),
  'warn-vol-rbd': gone('RBD', 'rbd: {monitors: [a], image: b}'),
  'warn-vol-ephemeral-storage': {
    summary: 'Storage is a whole number of bytes.',
    why: '100m is a tenth of a byte: M or Mi was meant.',
    wrong: volume(`ephemeral: {volumeClaimTemplate: ${claim('100m')}}`),
    right: volume(`ephemeral: {volumeClaimTemplate: ${claim('100Mi')}}`),
  },
  'warn-vol-overlap': {
    summary: 'Paths of one volume do not lie in each other.',
    why: 'One of them hides the other.',
    wrong: volume('configMap: {name: a, items: [{key: a, path: conf}, {key: b, path: conf/b}]}'),
    right: volume('configMap: {name: a, items: [{key: a, path: conf/a}, {key: b, path: conf/b}]}'),
  },
  'warn-vol-projected-overlap': {
    summary: 'Paths of the sources of one projected volume do not lie in each other.',
    why: 'One of them hides the other.',
    wrong: volume(
      'projected: {sources: [{configMap: {name: a, items: [{key: a, path: conf}]}}, {secret: {name: b, items: [{key: b, path: conf/b}]}}]}',
    ),
    right: volume(
      'projected: {sources: [{configMap: {name: a, items: [{key: a, path: conf/a}]}}, {secret: {name: b, items: [{key: b, path: conf/b}]}}]}',
    ),
  },
  'warn-vol-projected-empty': {
    summary: 'Every source of a projected volume is something.',
    why: 'An empty one adds nothing; fields of switched-off features count as empty.',
    wrong: volume('projected: {sources: [{}]}'),
    right: volume('projected: {sources: [{configMap: {name: a}}]}'),
  },
};
