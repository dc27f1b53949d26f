/** The containers of a pod spec with their paths, in the order in which the API server visits them. */
import { type FieldPath, child, index } from '../../kube/field-path.ts';
import { type JsonObject, objectsAt } from '../../kube/json.ts';

export interface PlacedContainer {
  readonly container: JsonObject;
  readonly at: FieldPath;
}

/** Init containers, containers, ephemeral containers; `at` is the path of the pod spec. */
export function containersOf(spec: JsonObject, at: FieldPath): readonly PlacedContainer[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    objectsAt(spec, list).map((container, i) => ({ container, at: index(child(at, list), i) })),
  );
}
