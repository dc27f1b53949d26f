/**
 * Starting one container: back-off, image, create, start, postStart hook. Mirrors startContainer and doBackOff in
 * pkg/kubelet/kuberuntime (1.36).
 */
import { goSeconds } from '../kube/go-duration.ts';
import { advance, refusal, withoutOld } from './back-off.ts';
import { addCause } from './causes.ts';
import { HOUSEKEEPING_MS } from './constants.ts';
import { configError } from './container-config.ts';
import type { Process } from './engine.ts';
import { tell, warn } from './event-recorder.ts';
import { ensureImage } from './image-manager.ts';
import { killContainer } from './kill-container.ts';
import { runHook } from './lifecycle-hook.ts';
import { podFullName, type ApiPod, type ContainerSpec } from './pod.ts';
import { lastTick } from './pod-worker.ts';
import { newest } from './restart-decision.ts';
import { createContainer, startContainer } from './runtime.ts';
import type { InstanceView, PodLife, RuntimeStatus } from './world.ts';
import { note } from './log.ts';

export interface StartResult {
  readonly name: string;
  readonly error?: string;
  readonly message?: string;
  readonly retryAtMs?: number;
}

export function* start(
  life: PodLife,
  pod: ApiPod,
  status: RuntimeStatus,
  container: ContainerSpec,
): Process<StartResult> {
  const refused = backOff(life, pod, status, container);
  if (refused) return refused;
  const { name } = container;
  const image = yield* ensureImage(life, container);
  if (image) {
    warn(life, container, 'Failed', `Error: ${image.error}`, image.cause);
    return { name, error: image.error, message: image.message };
  }
  const view = newest(status, name);
  const restartCount = view ? view.restartCount + 1 : (life.restartCounts.get(name) ?? 0);
  const config = configError(life, pod, container, status);
  if (config) return failed(life, container, 'CreateContainerConfigError', config);
  return yield* run(life, pod, container, { restartCount, cause: startCause(life, pod, container, view) });
}

function failed(
  life: PodLife,
  container: ContainerSpec,
  error: string,
  { message, cause }: { readonly message: string; readonly cause?: number | undefined },
): StartResult {
  warn(life, container, 'Failed', `Error: ${message}`, cause);
  return { name: container.name, error, message };
}

/** Why it is started: nothing runs yet, or its policy says so. */
function startCause(
  life: PodLife,
  pod: ApiPod,
  container: ContainerSpec,
  before: InstanceView | undefined,
): number | undefined {
  const { name, path } = container;
  if (before?.state !== 'exited') return addCause(life, `container ${name} is started`, path, [life.lastCause]);
  const own = container.restartPolicy;
  return addCause(
    life,
    `container ${name} is started again: restartPolicy ${own ?? pod.spec.restartPolicy}`,
    `${own ? path : pod.spec.path}.restartPolicy`,
    [before.exitCause, life.lastCause],
  );
}

function* run(
  life: PodLife,
  pod: ApiPod,
  container: ContainerSpec,
  begin: { readonly restartCount: number; readonly cause: number | undefined },
): Process<StartResult> {
  const { name } = container,
    { minor } = life.gates,
    { restartCount, cause } = begin;
  const instance = yield* createContainer(life, container, restartCount);
  if (typeof instance === 'string') return failed(life, container, 'CreateContainerError', { message: instance });
  const created =
    minor >= 35 ? 'Container created' : minor >= 32 ? `Created container: ${name}` : `Created container ${name}`;
  tell(life, container, 'Created', created, cause);
  const message = yield* startContainer(life, container, instance, cause);
  if (message !== undefined)
    return failed(life, container, 'RunContainerError', { message, cause: instance.exitCause });
  // The log that it leaves tells the count of the next one, should the container be removed.
  life.restartCounts.set(name, restartCount + 1);
  tell(life, container, 'Started', minor >= 35 ? 'Container started' : `Started container ${name}`, cause);
  if (!container.postStart) return { name };
  const hook = yield* runHook(life, pod, { container, instance, hook: 'postStart' });
  if (hook === undefined) return { name };
  warn(life, container, 'FailedPostStartHook', 'PostStartHook failed');
  yield* killContainer(life, pod, { container, id: instance.id, message: 'FailedPostStartHook', reason: 'postStart' });
  return { name, error: 'PostStartHookError', message: hook };
}

/** Counted from the end of the newest dead instance that the sync knew of when it began. */
function backOff(life: PodLife, pod: ApiPod, status: RuntimeStatus, container: ContainerSpec): StartResult | undefined {
  const { crashLimits } = life,
    nowMs = life.now(),
    { name, image } = container,
    key = `${name}/${image}`;
  const dead = status.byName.get(name)?.find((view) => view.state === 'exited');
  if (!dead) return undefined;
  life.backOffs = withoutOld(life.backOffs, key, lastTick(life, HOUSEKEEPING_MS));
  const backoffMs = refusal(life.backOffs, key, dead.finishedAt, nowMs);
  if (backoffMs === undefined) {
    life.backOffs = advance(life.backOffs, crashLimits, key, dead.finishedAt, nowMs);
    return undefined;
  }
  const retryAtMs = dead.finishedAt + backoffMs,
    waits = goSeconds(backoffMs),
    fullName = podFullName(pod.meta);
  const words = `restart waits ${waits} after the end of the last run`,
    rule = 'crash back-off: 10 s, doubled each time, at most 5 min';
  const cause = addCause(life, words, undefined, [dead.exitCause], rule);
  note(life, { kind: 'backoff', container: name, untilMs: Math.round(retryAtMs), backoffMs, what: 'restart', cause });
  warn(life, container, 'BackOff', `Back-off restarting failed container ${name} in pod ${fullName}`, cause);
  const message = `back-off ${waits} restarting failed container=${name} pod=${fullName}`;
  return { name, error: 'CrashLoopBackOff', message, retryAtMs };
}
