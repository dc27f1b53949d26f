/** Objects of other documents that decide what the server says about one: limits and quotas of its namespace, classes of the cluster. */
import type { JsonObject } from '../kube/json.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ManifestFile } from '../model/manifest-file.ts';

const ofNamespace: ReadonlySet<string> = new Set(['LimitRange', 'ResourceQuota', 'ServiceAccount']);
const ofCluster: ReadonlySet<string> = new Set(['PriorityClass', 'RuntimeClass']);

/** Those that count in a namespace; manifests that name none belong to `defaultNamespace`. */
export function clusterObjects(files: readonly ManifestFile[], namespace: string, defaultNamespace: string): readonly JsonObject[] {
  const manifests = files.flatMap((file) => file.documents.flatMap(({ manifest }) => manifest ?? []));
  return manifests.filter((manifest) => decides(manifest, namespace, defaultNamespace)).map((manifest) => manifest.defaulted);
}

function decides(manifest: Manifest, namespace: string, defaultNamespace: string): boolean {
  const { kind, read } = manifest;
  if (read.decodeError !== undefined || read.struct === undefined) return false;
  if (ofNamespace.has(kind)) return (manifest.namespace || defaultNamespace) === namespace;
  return ofCluster.has(kind) || (kind === 'Namespace' && manifest.name === namespace);
}
