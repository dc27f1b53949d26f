/** The DefaultTolerationSeconds plugin: Pods stay five minutes on a node that is gone (plugin/pkg/admission, 1.36). */
import { type JsonObject, listAt, objectsAt, stringAt, structAt } from '../../kube/json.ts';

const taints = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];
const seconds = 300;

export function withDefaultTolerations(pod: JsonObject): JsonObject {
  const spec = structAt(pod, 'spec');
  const given = objectsAt(spec, 'tolerations');
  const covers = (toleration: JsonObject, key: string): boolean => {
    const effect = stringAt(toleration, 'effect');
    const own = stringAt(toleration, 'key');
    return (own === key || own === '') && (effect === 'NoExecute' || effect === '');
  };
  const added = taints
    .filter((key) => !given.some((toleration) => covers(toleration, key)))
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: seconds }));
  return added.length === 0
    ? pod
    : { ...pod, spec: { ...spec, tolerations: [...listAt(spec, 'tolerations'), ...added] } };
}
