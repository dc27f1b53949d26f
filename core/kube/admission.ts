/**
 * What the default admission plugins of an API server without special settings add to a Pod: service account with its
 * token volume, default tolerations, priority. Mirrors plugin/pkg/admission/{serviceaccount,defaulttolerationseconds,
 * priority} (1.36); PriorityClass and ServiceAccount objects are looked up in what is given, else taken to be empty.
 */
import { type Json, type JsonObject, listAt, objectAt, objectsAt, stringAt, structAt } from './json.ts';

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
/** The server draws five letters; here they are always these, so that a run repeats. */
const TOKEN_VOLUME = 'kube-api-access-podsc';

/** The Pod (after defaulting) as the API server stores it at creation, as a new object. */
export function admitPod(pod: JsonObject, objects: readonly JsonObject[] = []): JsonObject {
  const metadata = structAt(pod, 'metadata');
  const spec = withTolerations(withPriority(withServiceAccount(structAt(pod, 'spec'), objects), objects));
  return { ...pod, metadata: { namespace: 'default', generation: 1, ...metadata }, spec };
}

function withServiceAccount(spec: JsonObject, objects: readonly JsonObject[]): JsonObject {
  const name = stringAt(spec, 'serviceAccountName') || 'default';
  const named = { ...spec, serviceAccountName: name, serviceAccount: name };
  const account = objects.find(
    (o) => o['kind'] === 'ServiceAccount' && stringAt(objectAt(o, 'metadata'), 'name') === name,
  );
  const automount = spec['automountServiceAccountToken'] ?? account?.['automountServiceAccountToken'] ?? true;
  const lists = ['initContainers', 'containers'].filter((list) => spec[list] !== undefined);
  const needsToken = lists.some((list) => objectsAt(spec, list).some((container) => !hasToken(container)));
  if (!automount || !needsToken) return named;
  const mount = { name: TOKEN_VOLUME, readOnly: true, mountPath: TOKEN_PATH };
  const mounted = lists.map(
    (list) =>
      [
        list,
        objectsAt(spec, list).map((container) =>
          hasToken(container)
            ? container
            : { ...container, volumeMounts: [...listAt(container, 'volumeMounts'), mount] },
        ),
      ] as const,
  );
  return { ...named, volumes: [...listAt(spec, 'volumes'), tokenVolume()], ...Object.fromEntries(mounted) };
}

function hasToken(container: JsonObject): boolean {
  return objectsAt(container, 'volumeMounts').some((mount) => mount['mountPath'] === TOKEN_PATH);
}

function tokenVolume(): JsonObject {
  const field = { path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } };
  const certificate = { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] };
  const sources = [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: certificate },
    { downwardAPI: { items: [field] } },
  ];
  return { name: TOKEN_VOLUME, projected: { sources, defaultMode: 0o644 } };
}

function withPriority(spec: JsonObject, objects: readonly JsonObject[]): JsonObject {
  const name = stringAt(spec, 'priorityClassName');
  const value =
    builtInPriority(name) ??
    objects.find(
      (o) =>
        o['kind'] === 'PriorityClass' &&
        (name ? stringAt(objectAt(o, 'metadata'), 'name') === name : o['globalDefault'] === true),
    );
  const priority: Json = typeof value === 'number' ? value : (value?.['value'] ?? 0);
  const policy = typeof value === 'object' ? value['preemptionPolicy'] : undefined;
  return {
    ...spec,
    priority: spec['priority'] ?? priority,
    preemptionPolicy: spec['preemptionPolicy'] ?? policy ?? 'PreemptLowerPriority',
  };
}

function builtInPriority(name: string): number | undefined {
  if (name === 'system-node-critical') return 2_000_001_000;
  return name === 'system-cluster-critical' ? 2_000_000_000 : undefined;
}

/** A toleration of the user that matches one of the two node conditions replaces the default for it. */
function withTolerations(spec: JsonObject): JsonObject {
  const own = objectsAt(spec, 'tolerations');
  const covers = (key: string): boolean =>
    own.some((t) => (t['key'] === key || !t['key']) && (t['effect'] === 'NoExecute' || !t['effect']));
  const missing = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].filter((key) => !covers(key));
  const added = missing.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
  return added.length || own.length ? { ...spec, tolerations: [...own, ...added] } : spec;
}
