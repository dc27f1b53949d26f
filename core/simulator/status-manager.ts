/**
 * The kubelet's own copy of a Pod's status and its way to the API. Mirrors pkg/kubelet/status/status_manager.go (1.36):
 * equal statuses are not written, terminal phases are held back while containers may run, a finished Pod is deleted.
 */
import { deletePod, store } from './api-server.ts';
import { containersReady, ended, isKubeletCondition, podReady } from './conditions.ts';
import { lostExit } from './container-status.ts';
import { STATUS_SYNC_MS } from './constants.ts';
import { at, fire, PRIORITY_QUEUE, type Process } from './engine.ts';
import {
  DISRUPTION,
  findCondition,
  isTerminalPhase,
  isTrue,
  type ApiPod,
  type Condition,
  type ContainerStatus,
  type PodStatus,
  isLeaving,
} from './pod.ts';
import { slowTick } from './pod-worker.ts';
import { canRestartAll, restartsAfter } from './restart-decision.ts';
import { sameStatus } from './same-status.ts';
import { truncate, type PodLife, knownStatus } from './world.ts';

/** Takes a status over; the same one twice costs nothing, unless it is the last word. */
export function setPodStatus(life: PodLife, pod: ApiPod, status: PodStatus, isLast = false): void {
  const { statuses } = life;
  const old = knownStatus(life, pod);
  if (isLast) statuses.finished = true;
  if (isIllegal(pod, old, status)) return;
  const now = truncate(life);
  const timed: PodStatus = {
    ...status,
    startTime: old.startTime ?? status.startTime ?? now,
    observedGeneration: Math.max(old.observedGeneration, status.observedGeneration),
    conditions: status.conditions.map((c) => withTime(c, old, now)),
  };
  if (statuses.cached && !isLast && sameStatus(statuses.cached, timed, isKubeletCondition)) return;
  statuses.cached = timed;
  statuses.version++;
  fire(life, statuses.wake);
}

/** A condition keeps its time while its status stays; one that has not changed at all stays the same object. */
function withTime(condition: Condition, old: PodStatus, now: number): Condition {
  if (!isKubeletCondition(condition.type) && condition.type !== DISRUPTION) return condition;
  const before = findCondition(old, condition.type);
  if (!before) return Number.isNaN(condition.since) ? { ...condition, since: now } : condition;
  if (before.status !== condition.status) return { ...condition, since: now };
  const isSame = before.reason === condition.reason && before.message === condition.message;
  return isSame ? before : { ...condition, since: before.since };
}

/** A container that ended for good does not come back (checkContainerStateTransition). */
function isIllegal(pod: ApiPod, old: PodStatus, next: PodStatus): boolean {
  if (pod.spec.restartPolicy === 'Always' || canRestartAll(pod.spec)) return false;
  return (['containers', 'init'] as const).some((list) =>
    old[list].some(({ name, state }) => {
      const spec = pod.spec[list].find((c) => c.name === name);
      if (!spec || spec.role === 'sidecar' || state.kind !== 'terminated') return false;
      if (state.exitCode !== 0 && pod.spec.restartPolicy === 'OnFailure') return false;
      return (
        !restartsAfter(spec, pod.spec, state.exitCode) &&
        next[list].some((s) => s.name === name && s.state.kind !== 'terminated')
      );
    }),
  );
}

/** Patches what a probe found out into the cached status: `started`, or `ready` and the conditions that follow. */
export function setProbed(life: PodLife, id: number, field: 'ready' | 'started', value: boolean): void {
  const pod = life.seen,
    { cached } = life.statuses;
  if (!pod || !cached) return;
  const patch = (list: readonly ContainerStatus[]): readonly ContainerStatus[] =>
    list.some((s) => s.id === id && s[field] !== value)
      ? list.map((s) => (s.id === id ? { ...s, [field]: value } : s))
      : list;
  const init = patch(cached.init),
    containers = patch(cached.containers);
  if (init === cached.init && containers === cached.containers) return;
  let { conditions } = cached;
  if (field === 'ready') {
    const all = containersReady(pod, init, containers, cached.phase),
      main = podReady(pod, all, conditions);
    conditions = conditions.map((c) => (c.type === 'Ready' ? main : c.type === 'ContainersReady' ? all : c));
  }
  setPodStatus(life, pod, { ...cached, init, containers, conditions });
}

/** The last word on a Pod whose containers are all gone (TerminatePod). */
export function terminatePod(life: PodLife, pod: ApiPod): void {
  const old = knownStatus(life, pod);
  const lost = lostExit('ContainerStatusUnknown', 'The container could not be located when the pod was terminated');
  const end = (s: ContainerStatus): ContainerStatus => (s.state.kind === 'terminated' ? s : { ...s, state: lost });
  const lastInit = Math.max(0, old.init.findLastIndex(hasRun));
  setPodStatus(
    life,
    pod,
    {
      ...old,
      phase: isTerminalPhase(old.phase) || life.isStatic ? old.phase : 'Failed',
      containers: hasInitialized(pod) ? old.containers.map(end) : old.containers,
      init: old.init.map((s, i) => (i <= lastInit ? end(s) : s)),
    },
    true,
  );
}

const hasRun = ({ last, state }: ContainerStatus): boolean => last !== undefined || state.kind !== 'waiting';

function hasInitialized(pod: ApiPod): boolean {
  if (pod.spec.init.length === 0) return true;
  if (pod.status.containers.some(hasRun)) return true;
  const spec = pod.spec.init.at(-1),
    status = pod.status.init.at(-1);
  if (!spec || !status) return false;
  if (spec.role === 'sidecar') return status.state.kind === 'running' && status.started === true;
  return status.last?.exitCode === 0 || (status.state.kind === 'terminated' && status.state.exitCode === 0);
}

/** The writer shall see the status as it is now, although a sync of the same instant will change it. */
export function pinStatus(life: PodLife): void {
  const { cached, version, written } = life.statuses;
  if (cached && version > written) life.statuses.pinned = { cached, version };
}

/**
 * Every ten seconds the kubelet compares what it knows with what the API shows: somebody else may have written, or a
 * phase was held
 * back. To be called when the kubelet sees a version; ticks that would find nothing are not played.
 */
export function reconcileStatus(life: PodLife): void {
  const { statuses } = life;
  const needs = (): boolean =>
    life.seen !== undefined &&
    statuses.cached !== undefined &&
    (!sameStatus(life.seen.status, statuses.cached, isKubeletCondition) ||
      (statuses.finished && isDeletable(life.seen)));
  if (statuses.reconciling || !needs()) return;
  statuses.reconciling = true;
  at(life, slowTick(life, STATUS_SYNC_MS), PRIORITY_QUEUE, () => {
    statuses.reconciling = false;
    if (!needs() || !life.kubelet.running) return;
    statuses.written = Math.min(statuses.written, statuses.version - 1);
    fire(life, statuses.wake);
  });
}

const isDeletable = (pod: ApiPod): boolean => isLeaving(pod) && isTerminalPhase(pod.status.phase);

/** The writer: one Pod at a time, each write takes a read and a patch. */
export function* statusWriter(life: PodLife): Process {
  const { statuses } = life;
  for (;;) {
    // A static Pod's status waits for its mirror.
    while (statuses.written >= statuses.version || !life.kubelet.running || (life.isStatic && !life.api))
      yield statuses.wake;
    const { version, cached } = statuses.pinned ?? statuses,
      { finished } = statuses;
    statuses.pinned = undefined;
    yield life.now() + life.timing.api;
    const current = life.api,
      merged = current && cached && merge(life, current, cached);
    if (merged && !sameStatus(current.status, merged, () => true)) {
      yield life.now() + life.timing.api;
      const { api } = life;
      if (api) store(life, { ...api, status: ontoForeign(merged, current, api) }, life.lastCause);
    }
    statuses.written = version;
    if (merged && life.api && isDeletable(life.api) && finished && !life.isStatic) {
      yield life.now() + life.timing.api;
      deletePod(life, 0, life.lastCause);
    }
  }
}

/** A patch touches only what differed when it was made: conditions that others have written meanwhile stay. */
function ontoForeign(merged: PodStatus, read: ApiPod, current: ApiPod): PodStatus {
  if (read.status === current.status) return merged;
  const others = current.status.conditions.filter(
    (c) => !isKubeletCondition(c.type) && !merged.conditions.some((m) => m.type === c.type),
  );
  return { ...merged, conditions: [...others, ...merged.conditions] };
}

/** What is written: foreign conditions stay, a terminal phase waits until nothing can run (mergePodStatus). */
function merge(life: PodLife, current: ApiPod, mine: PodStatus): PodStatus {
  const old = current.status;
  const couldRun = life.worker.started && !life.worker.terminated;
  const turnsTerminal = !isTerminalPhase(old.phase) && isTerminalPhase(mine.phase);
  const disruption = turnsTerminal && !couldRun ? findCondition(mine, DISRUPTION) : undefined;
  const kept = old.conditions.filter((c) => !isKubeletCondition(c.type) && !(disruption && c.type === DISRUPTION));
  const held = turnsTerminal && couldRun ? { phase: old.phase, reason: old.reason, message: old.message } : {};
  const merged: PodStatus = {
    ...mine,
    ...held,
    conditions: [
      ...kept,
      ...(disruption ? [disruption] : []),
      ...mine.conditions.filter((c) => isKubeletCondition(c.type)),
    ],
  };
  return isTerminalPhase(merged.phase) ? withTerminalConditions(life, merged) : merged;
}

function withTerminalConditions(life: PodLife, status: PodStatus): PodStatus {
  if (!isTrue(status, 'Ready') && !isTrue(status, 'ContainersReady')) return status;
  const now = truncate(life);
  return {
    ...status,
    conditions: status.conditions.map((c) =>
      c.type === 'Ready' || c.type === 'ContainersReady'
        ? { ...ended(c.type, status.phase), since: c.status === 'False' ? c.since : now }
        : c,
    ),
  };
}
