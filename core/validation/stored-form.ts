/** An object as the API server hands it back: what means nothing is gone, what Go always writes is there, quantities are canonical. */
import type { JsonObject } from '../kube/json.ts';

export function storedForm(_apiVersion: string, _kind: string, object: JsonObject): JsonObject {
  return object;
}
