/** Documentation of the checks of projected volumes. */
import { type Catalogue, rulesIn } from './entry.ts';

const rule = rulesIn('projection');
const volume = rulesIn('volume');
const bundle = (fields: string): string => `clusterTrustBundle: {${fields}}`;
const rightBundle = bundle('name: ca, path: ca.pem');
const trust = { gates: ['ClusterTrustBundleProjection'] };
const certificate = (fields: string): string =>
  `podCertificate: {signerName: example.com/web, keyType: ED25519, ${fields}}`;
const rightCertificate = certificate('credentialBundlePath: web.pem');
const gate = { gates: ['PodCertificateRequest'] };
const token = (fields: string): string => `serviceAccountToken: {${fields}}`;

export const projectedCatalogue: Catalogue = {
  'vol-projected-mode': volume(
    'The file mode is out of range.',
    'Write modes in octal, with a leading zero: `0644`.',
    'projected: {defaultMode: 644, sources: []}',
    'projected: {defaultMode: 0644, sources: []}',
  ),
  'vol-projected-many': rule(
    'An item projects several things.',
    'Each of them is an item of its own.',
    'secret: {name: a}\nconfigMap: {name: b}',
    'secret: {name: a}',
  ),
  'vol-projected-secret-name': rule(
    'The secret has no name.',
    'Here it stands in `name`.',
    'secret: {}',
    'secret: {name: login}',
  ),
  'vol-projected-configmap-name': rule(
    'The config map has no name.',
    'There is nothing to project.',
    'configMap: {}',
    'configMap: {name: files}',
  ),
  'vol-projected-duplicate-path': volume(
    'Two projected files have the same path.',
    'Only one of them could be there.',
    'projected: {sources: [{secret: {name: a, items: [{key: k, path: p}]}}, {configMap: {name: b, items: [{key: k, path: p}]}}]}',
    'projected: {sources: [{secret: {name: a, items: [{key: k, path: p}]}}, {configMap: {name: b, items: [{key: k, path: q}]}}]}',
  ),
  'vol-projected-token-min': rule(
    'The token lives less than ten minutes.',
    'The kubelet needs time to renew it.',
    token('path: token, expirationSeconds: 60'),
    token('path: token, expirationSeconds: 600'),
  ),
  'vol-projected-token-max': rule(
    'The token lives longer than 2^32 seconds.',
    'That is 136 years.',
    token('path: token, expirationSeconds: 4294967297'),
    token('path: token, expirationSeconds: 3600'),
  ),
  'vol-projected-token-path': rule(
    'The token has no path.',
    'It says where the file goes.',
    token(''),
    token('path: token'),
  ),
  'vol-projected-token-path-format': rule(
    'The path of the token leaves the volume.',
    'Files stay below the directory of the volume.',
    token('path: /token'),
    token('path: token'),
  ),
  'vol-projected-ctb-both': rule(
    'The trust bundle is named in two ways.',
    'It is one bundle by name, or all of a signer.',
    bundle('name: ca, signerName: example.com/ca, path: ca.pem'),
    rightBundle,
    trust,
  ),
  'vol-projected-ctb-none': rule(
    'The trust bundle has no name.',
    'It is one bundle by name, or all of a signer.',
    bundle('path: ca.pem'),
    rightBundle,
    trust,
  ),
  'vol-projected-ctb-name': rule(
    'The name of the trust bundle is malformed.',
    'No bundle can have such a name.',
    bundle('name: A_B, path: ca.pem'),
    rightBundle,
    trust,
  ),
  'vol-projected-ctb-selector': rule(
    'A named bundle is selected by labels, too.',
    'Labels choose among those of a signer.',
    bundle('name: ca, labelSelector: {}, path: ca.pem'),
    rightBundle,
    trust,
  ),
  'vol-projected-ctb-signer': rule(
    "The signer's name is malformed.",
    'It is a domain with a path: `example.com/ca`.',
    bundle('signerName: foo, path: ca.pem'),
    bundle('signerName: example.com/ca, path: ca.pem'),
    trust,
  ),
  'vol-projected-ctb-path': rule(
    'The path of the bundle is missing, or leaves the volume.',
    'Files stay below the directory of the volume.',
    bundle('name: ca'),
    rightBundle,
    trust,
  ),
  'vol-projected-podcert-signer': rule(
    "The signer's name is missing or malformed.",
    'It is a domain with a path: `example.com/web`.',
    'podCertificate: {keyType: ED25519, credentialBundlePath: web.pem}',
    rightCertificate,
    gate,
  ),
  'vol-projected-podcert-annotations': rule(
    'An annotation has no domain, or a malformed key.',
    'Each belongs to a signer.',
    certificate('credentialBundlePath: web.pem, userAnnotations: {a: b}'),
    certificate('credentialBundlePath: web.pem, userAnnotations: {example.com/a: b}'),
    gate,
  ),
  'vol-projected-podcert-keytype': rule(
    'The type of key is unknown.',
    'The server lists the types.',
    'podCertificate: {signerName: example.com/web, keyType: RSA, credentialBundlePath: web.pem}',
    rightCertificate,
    gate,
  ),
  'vol-projected-podcert-exp-min': rule(
    'The certificate lives less than an hour.',
    'The kubelet needs time to renew it.',
    certificate('credentialBundlePath: web.pem, maxExpirationSeconds: 60'),
    certificate('credentialBundlePath: web.pem, maxExpirationSeconds: 3600'),
    gate,
  ),
  'vol-projected-podcert-exp-max': rule(
    'The certificate lives too long.',
    'At most 91 days; one day for signers of Kubernetes.',
    certificate('credentialBundlePath: web.pem, maxExpirationSeconds: 9999999'),
    certificate('credentialBundlePath: web.pem, maxExpirationSeconds: 3600'),
    gate,
  ),
  'vol-projected-podcert-paths': rule(
    'The certificate has no path, or one that leaves the volume.',
    'Files stay below the directory of the volume.',
    'podCertificate: {signerName: example.com/web, keyType: ED25519}',
    rightCertificate,
    gate,
  ),
};
