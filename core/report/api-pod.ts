/** A Pod's status between its two shapes: the API's object and the snapshot of the recorded traces. */
import { parseImageName } from '../kube/image-name.ts';
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
  const status = objectAt(pod, 'status'),
    metadata = objectAt(pod, 'metadata');
  return {
    ...picked(status, ['phase', 'reason', 'message', 'startTime', 'qosClass', 'observedGeneration']),
    ...picked(objectAt(pod, 'spec'), ['nodeName']),
    ...picked(metadata, ['generation', 'deletionTimestamp', 'deletionGracePeriodSeconds']),
    ...(status['podIP'] ? { podIP: true } : {}),
    conditions: Object.fromEntries(
      listAt(status, 'conditions').map((c) => [
        c['type'],
        {
          ...picked(c, ['status', 'reason', 'message']),
          ...('lastTransitionTime' in c ? { since: c['lastTransitionTime'] } : {}),
        },
      ]),
    ),
    ...statuses('init', listAt(status, 'initContainerStatuses')),
    ...statuses('containers', listAt(status, 'containerStatuses')),
    ...statuses('ephemeral', listAt(status, 'ephemeralContainerStatuses')),
  };
}

/**
 * The API object of a Pod whose status is the snapshot's. Addresses and ids that no run knows are the traces' placeholders.
 * `pulled`: images that came from a registry.
 */
export function podWithStatus(
  pod: ApiObject,
  snapshot: PodSnapshot,
  pulled: ReadonlySet<string> = new Set(),
): ApiObject {
  const spec = objectAt(pod, 'spec');
  const own = (name: string, list: string, containers: string): ApiObject =>
    apiStatuses(name, listAt(snapshot, list), listAt(spec, containers), pulled);
  return {
    ...pod,
    metadata: {
      ...objectAt(pod, 'metadata'),
      ...picked(snapshot, ['generation', 'deletionTimestamp', 'deletionGracePeriodSeconds']),
    },
    spec: { ...spec, ...picked(snapshot, ['nodeName']) },
    status: {
      ...picked(snapshot, ['phase', 'reason', 'message', 'startTime', 'qosClass', 'observedGeneration']),
      // A Pod that the kubelet refuses gets neither addresses nor container statuses.
      ...(snapshot['startTime'] && snapshot['containers'] ? { hostIP: '<nodeIP>' } : {}),
      ...(snapshot['podIP'] ? { podIP: '<podIP>', podIPs: [{ ip: '<podIP>' }] } : {}),
      conditions: Object.entries(objectAt(snapshot, 'conditions')).map(([type, c]) => ({
        type,
        ...picked(objectAt(c), ['status', 'reason', 'message']),
        lastTransitionTime: objectAt(c)['since'],
      })),
      ...own('initContainerStatuses', 'init', 'initContainers'),
      ...own('containerStatuses', 'containers', 'containers'),
      ...own('ephemeralContainerStatuses', 'ephemeral', 'ephemeralContainers'),
    },
  };
}

function picked(from: ApiObject, names: readonly string[]): ApiObject {
  return Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]));
}

function statuses(name: string, list: readonly ApiObject[]): ApiObject {
  const entry = (c: ApiObject): ApiObject => ({
    ...picked(c, ['name', 'ready', 'started', 'restartCount', 'state', 'containerID', 'imageID']),
    ...(Object.keys(objectAt(c, 'lastState')).length ? { lastState: c['lastState'] } : {}),
  });
  return list.length ? { [name]: list.map(entry) } : {};
}

/** A pulled image is known by its digest in the registry, another one (loaded onto the node) by its own. */
function imageId(image: string, pulled: ReadonlySet<string>): string {
  return pulled.has(image) ? `${parseImageName(image)?.name ?? image}@sha256:<id>` : 'sha256:<id>';
}

function apiStatuses(
  name: string,
  list: readonly ApiObject[],
  containers: readonly ApiObject[],
  pulled: ReadonlySet<string>,
): ApiObject {
  const entry = (c: ApiObject): ApiObject => {
    const hasRun = !('waiting' in objectAt(c, 'state')) || 'lastState' in c;
    const image = String(containers.find((container) => container['name'] === c['name'])?.['image'] ?? '');
    return {
      image,
      containerID: hasRun ? 'containerd://<id>' : '',
      imageID: hasRun ? imageId(image, pulled) : '',
      ...c,
    };
  };
  return list.length ? { [name]: list.map(entry) } : {};
}
