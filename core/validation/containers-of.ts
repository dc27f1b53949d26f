/** The containers of a pod spec with their paths, in the order in which the server visits them. */
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, objectsAt } from '../kube/json.ts';

export interface PodContainer {
  readonly container: JsonObject;
  readonly at: FieldPath;
}

/** Init containers, then regular, then ephemeral ones. */
export function containersOf(spec: JsonObject, path: FieldPath): readonly PodContainer[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((key) =>
    objectsAt(spec, key).map((container, position) => ({ container, at: index(child(path, key), position) })),
  );
}
