/** What a run finds around its Pod in the files at hand: the data it mounts and reads, the Services it can call. */
import type { JsonObject } from '../kube/json.ts';
import type { ManifestFile } from '../model/manifest-file.ts';

/** Kinds whose content a container can see. */
export const runKinds: ReadonlySet<string> = new Set(['ConfigMap', 'Secret', 'Service']);

/**
 * Of the Pod's namespace, Services of all; the files given first win. Manifests that name no namespace belong to
 * `defaultNamespace`.
 */
export function runObjects(
  files: readonly ManifestFile[],
  namespace: string,
  defaultNamespace: string,
): readonly JsonObject[] {
  const found = new Map<string, JsonObject>();
  for (const { manifest } of files.flatMap(({ documents }) => documents)) {
    for (const each of manifest === undefined ? [] : [manifest, ...manifest.items]) {
      const where = each.namespace || defaultNamespace;
      const isSeen = each.kind === 'Service' || where === namespace;
      const key = `${each.kind}/${where}/${each.name}`;
      const isReadable = each.read.decodeError === undefined && each.read.struct !== undefined;
      if (runKinds.has(each.kind) && isSeen && isReadable && !found.has(key))
        found.set(key, inNamespace(each.defaulted, where));
    }
  }
  return [...found.values()];
}

function inNamespace(object: JsonObject, namespace: string): JsonObject {
  const { metadata } = object;
  const known = typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata) ? metadata : {};
  return { ...object, metadata: { ...known, namespace } };
}
