/** Which files a `kustomization.yaml` lists as patches: they are parts of objects, and nothing is missing in them. */
import type { Json, JsonObject } from '../kube/json.ts';
import { asObject, listAt, stringAt } from '../kube/json.ts';
import { toJson } from '../schema/json-node.ts';
import { parseTree } from '../syntax/parse.ts';

/** The names that kustomize looks for in a folder. */
export const kustomizationNames: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Paths of patch files as written, relative to the folder of the kustomization. */
export function patchFiles(text: string): readonly string[] {
  const { root } = parseTree(text);
  const value: JsonObject | undefined =
    root === undefined ? undefined : asObject(toJson(root, { left: 100_000 }) as Json);
  const merged = listAt(value, 'patchesStrategicMerge').filter(
    (item): item is string => typeof item === 'string' && !item.includes('\n'),
  );
  const listed = [...listAt(value, 'patches'), ...listAt(value, 'patchesJson6902')].map((item) =>
    stringAt(asObject(item), 'path'),
  );
  return [...merged, ...listed].filter((path) => path !== '').map((path) => path.replace(/^\.\//, ''));
}
