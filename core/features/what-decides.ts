/** The part of an object that others depend on, as text: two that differ elsewhere do not disagree. */
import { type JsonObject, jsonText, stringMapAt, structAt } from '../kube/json.ts';
import { policyPrefix } from '../validation/admission/pod-security.ts';

/** Of a Namespace what it says of Pod Security, of others all but their metadata. */
export function whatDecides(object: JsonObject): string {
  const { metadata: _, ...rest } = object;
  const decisive = object['kind'] === 'Namespace' ? policies(object) : rest;
  return jsonText(decisive);
}

function policies(namespace: JsonObject): readonly (readonly [string, string])[] {
  const labels = stringMapAt(structAt(namespace, 'metadata'), 'labels');
  return labels.filter(([label]) => label.startsWith(policyPrefix)).toSorted();
}
