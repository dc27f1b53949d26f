/** Random Pods with a status, possible or not, for comparing printers with Kubernetes' own. */
import type { Random } from './random.ts';
import { formatTimestamp } from '../../core/kube/timestamp.ts';

type Json = Record<string, unknown>;

/** The instant at which random Pods are looked at: 2026-03-01T12:00:00Z. */
export const lookAtMs = 1_772_366_400_000;

const reasons = ['CrashLoopBackOff', 'ContainerCreating', 'PodInitializing', 'ErrImagePull', 'ImagePullBackOff', ''];

/** An instant up to eight years before `lookAtMs`, most of them recent. */
function instant(r: Random): string {
  return formatTimestamp(lookAtMs - r.int(-3, r.pick([200, 200, 900, 20_000, 2_000_000, 250_000_000])) * 1000);
}

function state(r: Random): Json {
  const kind = r.int(0, 9);
  if (kind < 3) return { running: { startedAt: instant(r) } };
  if (kind < 6) return { waiting: { ...some(r, 'reason', r.pick(reasons)), ...some(r, 'message', 'back-off 10s') } };
  if (kind === 6) return {};
  const exitCode = r.pick([0, 0, 1, 137]);
  return {
    terminated: {
      exitCode,
      ...(r.chance(0.3) ? { signal: 9 } : {}),
      ...some(r, 'reason', exitCode ? r.pick(['Error', 'OOMKilled']) : 'Completed'),
      ...(r.chance(0.2) ? { message: r.pick(['one line', 'two\nlines\n']) } : {}),
      startedAt: instant(r),
      finishedAt: r.chance(0.1) ? null : instant(r),
      containerID: 'containerd://x',
    },
  };
}

function some(r: Random, name: string, value: unknown): Json {
  return r.chance(0.85) && value !== '' ? { [name]: value } : {};
}

function status(r: Random, container: Json): Json {
  return {
    name: container['name'],
    image: container['image'],
    imageID: r.pick(['', 'sha256:abc']),
    containerID: r.pick(['', 'containerd://abc']),
    ready: r.chance(0.6),
    ...(r.chance(0.8) ? { started: r.chance(0.7) } : {}),
    restartCount: r.pick([0, 0, 1, 2, 12]),
    state: state(r),
    lastState: r.chance(0.4) ? state(r) : {},
  };
}

/** A small Pod: enough spec for the row of `kubectl get`, any status. */
export function randomPod(r: Random): Json {
  const list = (prefix: string, low: number, high: number, more: () => Json): Json[] =>
    Array.from({ length: r.int(low, high) }, (_, i) => ({ name: prefix + i, image: 'busybox:1.36', ...more() }));
  const init = list('i', 0, 3, () => (r.chance(0.5) ? { restartPolicy: 'Always' } : {}));
  const containers = list('c', 1, 3, () => ({}));
  const types = [
    'PodScheduled',
    'Initialized',
    'Ready',
    'ContainersReady',
    'PodReadyToStartContainers',
    'example.com/gate',
  ];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'pod',
      namespace: 'default',
      uid: 'uid',
      creationTimestamp: instant(r),
      ...(r.chance(0.2) ? { deletionTimestamp: instant(r), deletionGracePeriodSeconds: r.int(0, 40) } : {}),
    },
    spec: {
      containers,
      ...(init.length ? { initContainers: init } : {}),
      ...(r.chance(0.8) ? { nodeName: 'node' } : {}),
      ...(r.chance(0.3)
        ? { readinessGates: [{ conditionType: 'example.com/gate' }, { conditionType: 'example.com/other' }] }
        : {}),
    },
    status: {
      phase: r.pick(['Pending', 'Running', 'Running', 'Running', 'Succeeded', 'Failed', 'Unknown']),
      ...(r.chance(0.1) ? { reason: r.pick(['Evicted', 'NodeLost', 'DeadlineExceeded']), message: 'Because.' } : {}),
      ...(r.chance(0.8)
        ? { podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }], hostIP: '10.1.0.1', startTime: instant(r) }
        : {}),
      qosClass: 'BestEffort',
      conditions: types
        .filter(() => r.chance(0.6))
        .map((type) => ({
          type,
          status: r.pick(['True', 'False']),
          lastTransitionTime: instant(r),
          ...(r.chance(0.1) ? { reason: 'SchedulingGated' } : {}),
        })),
      ...(init.length && r.chance(0.9) ? { initContainerStatuses: init.map((c) => status(r, c)) } : {}),
      ...(r.chance(0.9) ? { containerStatuses: containers.map((c) => status(r, c)) } : {}),
    },
  };
}

/** Raw events as a client sends them, in order of time; up to `messages` different texts. */
export function randomRawEvents(
  r: Random,
  messages: number,
): { atMs: number; type: 'Normal' | 'Warning'; reason: string; message: string; fieldPath: string }[] {
  let atMs = 0;
  const spread = r.pick([10, 3000, 400_000]);
  return Array.from({ length: r.int(1, 120) }, () => {
    atMs += r.int(0, spread);
    return {
      atMs,
      type: r.pick(['Normal', 'Warning', 'Warning'] as const),
      reason: r.pick(['Unhealthy', 'BackOff']),
      message: `message ${r.int(1, messages)}`,
      fieldPath: r.pick(['', 'spec.containers{a}', 'spec.containers{b}']),
    };
  });
}
