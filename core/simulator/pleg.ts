/**
 * How the kubelet notices what the runtime does: relists once a second, and at once after a sync that did something.
 * Mirrors pkg/kubelet/pleg/generic.go and pkg/kubelet/container/cache.go (1.36). Relists that would see nothing are
 * not played:
 * the next one that matters is computed.
 */
import { entry } from './entry.ts';
import { DEAD_CONTAINERS_KEPT, WARM_MS } from './constants.ts';
import { after, at, fire, gridAfter, PRIORITY_LOOP, PRIORITY_PLEG, type Process } from './engine.ts';
import { updatePod } from './pod-worker.ts';
import { removeContainer } from './instance.ts';
import type { Timing } from './timing.ts';
import {
  type InstanceView,
  type ListedState,
  type PodLife,
  type RuntimeStatus,
  type World,
  findInstance,
} from './world.ts';

/** Where relists take no time: so many syncs at one instant, then a pause. */
const MAX_HURRY = 5;
const HURRIED_PAUSE_MS = 1_000;

export const EMPTY_STATUS: RuntimeStatus = { hasIP: false, sandboxes: [], containers: [], byName: new Map() };

/** Begin of the first relist after `afterMs`. */
const relistAfter = ({ relist, relistPeriod, pleg, create }: Timing, afterMs: number): number =>
  gridAfter(pleg - WARM_MS - create, relistPeriod + relist, afterMs);

/** Begin of the last relist that has ended at `nowMs`. */
function lastRelistStart({ timing }: World, nowMs: number): number {
  const { relist, relistPeriod } = timing;
  return relistPeriod === 0 ? nowMs : relistAfter(timing, nowMs - relist) - relistPeriod - relist;
}

/** End of the first relist that ends after `nowMs` and begins after `afterMs`. */
function nextRelistEnd({ timing }: World, nowMs: number, afterMs: number): number {
  const { relist, relistPeriod } = timing;
  return relistPeriod === 0 ? nowMs : relistAfter(timing, Math.max(afterMs, nowMs - relist)) + relist;
}

/** To be called at every change of the runtime: the next relist will see it. */
export function runtimeChanged(life: PodLife): void {
  scheduleRelist(life, -Infinity);
}

function scheduleRelist(life: PodLife, sinceMs: number, isExactEnough = false): void {
  const { pleg } = life;
  if (!life.kubelet.running) return;
  const endMs = nextRelistEnd(life, life.now(), isExactEnough ? sinceMs - 2 ** -16 : sinceMs);
  if (pleg.scheduledMs <= endMs && pleg.scheduledMs > life.now()) {
    if (pleg.scheduledMs < endMs) planRelist(life, endMs);
    return;
  }
  if (pleg.scheduledMs === endMs && life.timing.relistPeriod === 0) return;
  pleg.scheduledMs = endMs;
  planRelist(life, endMs);
}

function planRelist(life: PodLife, endMs: number): void {
  at(life, endMs, PRIORITY_PLEG, () => {
    if (!life.kubelet.running) return;
    if (life.pleg.scheduledMs <= endMs) life.pleg.scheduledMs = -1;
    relist(life);
  });
}

/** On demand after an acting sync; a relist that is under way goes first. */
export function relistPod(life: PodLife): void {
  const now = life.now();
  const busyUntil = lastRelistStart(life, now + life.timing.relist) + life.timing.relist;
  at(life, busyUntil, PRIORITY_PLEG, () => {
    relist(life);
    life.pleg.observed = life.now();
    fire(life, life.pleg.changed);
  });
}

/** Compares the runtime with what was seen before; differences reach the cache first, then the worker. */
export function relist(life: PodLife): void {
  const { pleg } = life,
    { now, changes, worthy } = unseen(life);
  if (changes.length > 0) {
    const died = changes.filter((id) => now.get(id) === 'exited');
    pleg.record = now;
    pleg.status = now.size > 0 ? readRuntime(life) : EMPTY_STATUS;
    pleg.observed = life.now();
    if (worthy > 0) after(life, 0, PRIORITY_LOOP, () => notice(life, died));
  }
  fire(life, pleg.changed);
}

interface Unseen {
  readonly now: ReadonlyMap<number, ListedState>;
  readonly changes: readonly number[];
  /** So many of them are told to the worker, one event each. */
  readonly worthy: number;
}

/** What a relist would find now, by id: what came, what changed, what is gone. */
export function unseen({ sandboxes, instances, pleg: { record } }: PodLife): Unseen {
  const now = new Map<number, ListedState>();
  for (const { id, ready } of sandboxes) now.set(id, ready ? 'running' : 'exited');
  for (const { id, state } of instances) now.set(id, state === 'created' ? 'unknown' : state);
  const changes = [...now.keys(), ...[...record.keys()].filter((id) => !now.has(id))].filter(
    (id) => now.get(id) !== record.get(id),
  );
  const isWorthy = (id: number): boolean => (now.has(id) ? now.get(id) !== 'unknown' : record.get(id) !== 'exited');
  return { now, changes, worthy: changes.filter(isWorthy).length };
}

function notice(life: PodLife, died: readonly number[]): void {
  if (!life.seen || !life.kubelet.running) return;
  const cause = died.map((id) => findInstance(life, id)?.exitCause).find((c) => c !== undefined);
  updatePod(life, { pod: life.seen, cause: cause ?? life.lastCause });
  for (const id of died) cleanUp(life, id);
}

/**
 * Only the newest dead instance of a container is kept; of deleted Pods none. Mirrors
 * pkg/kubelet/pod_container_deletor.go.
 */
function cleanUp(life: PodLife, id: number): void {
  const isAll = life.worker.deleted && life.worker.terminated;
  const name = findInstance(life, id)?.name;
  const dead = life.pleg.status.containers.filter((view) => view.state === 'exited' && (isAll || view.name === name));
  if (name === undefined && !isAll) return;
  for (const view of dead.slice(isAll ? 0 : DEAD_CONTAINERS_KEPT)) removeContainer(life, view.id);
}

/** What the runtime says now, newest first. */
export function readRuntime(life: PodLife): RuntimeStatus {
  const sandboxes = life.sandboxes.map((sandbox) => ({ ...sandbox })),
    containers: InstanceView[] = life.instances.map((instance) => ({ ...instance })),
    hasReady = sandboxes.some((s) => s.ready);
  const byName = new Map<string, InstanceView[]>();
  for (const view of containers) entry(byName, view.name, () => []).push(view);
  const hasIP = sandboxes[0]?.ready === true || (!hasReady && life.pleg.status.hasIP);
  return { hasIP, sandboxes, containers, byName };
}

/** Waits until the cache is newer than `sinceMs` and gives it: two syncs of a Pod always have a relist between them. */
export function* newerStatus(life: PodLife, sinceMs: number): Process<RuntimeStatus> {
  const { pleg } = life;
  if (life.timing.relistPeriod === 0) {
    // Without pauses syncs could chase each other for ever at one instant; a real kubelet lists the runtime between
    // them.
    pleg.hurry = life.now() === sinceMs ? pleg.hurry + 1 : 0;
    if (pleg.hurry > MAX_HURRY) yield life.now() + HURRIED_PAUSE_MS;
    relist(life);
    return pleg.status;
  }
  if (lastRelistStart(life, life.now()) > sinceMs || (pleg.record.size > 0 && pleg.observed > sinceMs))
    return pleg.status;
  for (;;) {
    scheduleRelist(life, sinceMs, true);
    yield pleg.changed;
    // Who waits is content with a relist of the same instant.
    if (Math.max(lastRelistStart(life, life.now()), pleg.observed) >= sinceMs) return pleg.status;
  }
}
