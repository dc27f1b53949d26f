/** A Pod's status between its two shapes: the API's object and the snapshot of the recorded traces. */
import type { PodSnapshot } from '../simulator/timeline.ts';

/** A Pod as the API serves it; read with care, since nothing of it is checked here. */
export type ApiObject = Readonly<Record<string, unknown>>;

/** The object at `path` below `value`, empty where there is none. */
export function objectAt(value: unknown, ...path: readonly string[]): ApiObject {
  let at: unknown = value;
  for (const name of path) at = isObject(at) ? at[name] : undefined;
  return isObject(at) ? at : {};
}

/** The list of objects at `path` below `value`, empty where there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly ApiObject[] {
  const last = objectAt(value, ...path.slice(0, -1))[path.at(-1) ?? ''];
  return Array.isArray(last) ? last.filter(isObject) : [];
}

export function isObject(value: unknown): value is ApiObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The snapshot of an API object's status. */
export function snapshotOf(pod: ApiObject): PodSnapshot {
  const status = objectAt(pod, 'status'), metadata = objectAt(pod, 'metadata');
  return {
    ...picked(status, ['phase', 'reason', 'message', 'startTime', 'qosClass', 'observedGeneration']),
    ...picked(objectAt(pod, 'spec'), ['nodeName']),
    ...picked(metadata, ['generation', 'deletionTimestamp', 'deletionGracePeriodSeconds']),
    ...(status['podIP'] ? { podIP: true } : {}),
    conditions: Object.fromEntries(listAt(status, 'conditions').map(c => [
      c['type'], { ...picked(c, ['status', 'reason', 'message']), ...('lastTransitionTime' in c ? { since: c['lastTransitionTime'] } : {}) },
    ])),
    ...statuses('init', listAt(status, 'initContainerStatuses')),
    ...statuses('containers', listAt(status, 'containerStatuses')),
    ...statuses('ephemeral', listAt(status, 'ephemeralContainerStatuses')),
  };
}

/** The API object of a Pod whose status is the snapshot's. Addresses and ids that no run knows are the traces' placeholders. */
export function podWithStatus(pod: ApiObject, snapshot: PodSnapshot): ApiObject {
  const spec = objectAt(pod, 'spec');
  return {
    ...pod,
    metadata: { ...objectAt(pod, 'metadata'), ...picked(snapshot, ['generation', 'deletionTimestamp', 'deletionGracePeriodSeconds']) },
    spec: { ...spec, ...picked(snapshot, ['nodeName']) },
    status: {
      ...picked(snapshot, ['phase', 'reason', 'message', 'startTime', 'qosClass', 'observedGeneration']),
      ...(snapshot['startTime'] ? { hostIP: '<nodeIP>' } : {}),
      ...(snapshot['podIP'] ? { podIP: '<podIP>', podIPs: [{ ip: '<podIP>' }] } : {}),
      conditions: Object.entries(objectAt(snapshot, 'conditions')).map(([type, c]) => ({
        type, ...picked(objectAt(c), ['status', 'reason', 'message']), lastTransitionTime: objectAt(c)['since'],
      })),
      ...apiStatuses('initContainerStatuses', listAt(snapshot, 'init'), listAt(spec, 'initContainers')),
      ...apiStatuses('containerStatuses', listAt(snapshot, 'containers'), listAt(spec, 'containers')),
      ...apiStatuses('ephemeralContainerStatuses', listAt(snapshot, 'ephemeral'), listAt(spec, 'ephemeralContainers')),
    },
  };
}

function picked(from: ApiObject, names: readonly string[]): ApiObject {
  return Object.fromEntries(names.filter(name => from[name] !== undefined).map(name => [name, from[name]]));
}

function statuses(name: string, list: readonly ApiObject[]): ApiObject {
  const entry = (c: ApiObject): ApiObject => ({
    ...picked(c, ['name', 'ready', 'started', 'restartCount', 'state', 'containerID', 'imageID']),
    ...(Object.keys(objectAt(c, 'lastState')).length ? { lastState: c['lastState'] } : {}),
  });
  return list.length ? { [name]: list.map(entry) } : {};
}

function apiStatuses(name: string, list: readonly ApiObject[], containers: readonly ApiObject[]): ApiObject {
  const entry = (c: ApiObject): ApiObject => {
    const hasRun = !('waiting' in objectAt(c, 'state')) || 'lastState' in c;
    return {
      image: containers.find(container => container['name'] === c['name'])?.['image'] ?? '',
      containerID: hasRun ? 'containerd://<id>' : '', imageID: hasRun ? 'sha256:<id>' : '',
      ...c,
    };
  };
  return list.length ? { [name]: list.map(entry) } : {};
}
