/**
 * Events of a Pod on their way to the API: raised by a component, correlated one after the other, stored after a call
 * of the API server.
 */
import type { StoredEvent } from './event-sink.ts';
import { given } from '../kube/given.ts';
import { SERIES_END_MS, SERIES_REFRESH_MS } from './constants.ts';
import { at, PRIORITY_QUEUE } from './engine.ts';
import { observe } from './event-correlator.ts';
import { slowTick } from './pod-worker.ts';
import type { PodLife } from './world.ts';

export interface EventText {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly source?: string;
  readonly cause?: number | undefined;
}

/** The kubelet's recorder has one writer: an event waits for those before it. */
export function emit(life: PodLife, text: EventText, fieldPath = ''): void {
  const { events: sink } = life;
  const beginMs = Math.max(life.now(), sink.freeMs);
  const { type, reason, cause, source = 'kubelet' } = text,
    raw = { type, reason, message: text.message, fieldPath, source };
  const write = observe(sink.correlator, raw, beginMs);
  if (!write) return;
  const atMs = source === 'kubelet' ? beginMs + life.timing.api : life.now();
  if (source === 'kubelet') sink.freeMs = atMs;
  if (atMs > life.horizonMs) return;
  const shownMs = Math.round(atMs),
    { count, message } = write,
    known = sink.stored.get(write.of);
  if (known) {
    known.counts.push(message === known.message ? { atMs: shownMs, count } : { atMs: shownMs, count, message });
    return;
  }
  const firstMs = write.firstMs === write.lastMs ? undefined : Math.round(write.firstMs);
  const event: StoredEvent = given({ ...raw, message, firstMs, counts: [{ atMs: shownMs, count }], cause });
  sink.stored.set(write.of, event);
  sink.list.push(event);
}

/**
 * An event in the newer form (client-go/tools/events), which the scheduler uses: equal but for their words are those
 * about one version of the Pod. The second one starts a series, later ones are only counted until it is written anew.
 */
export function emitSeries(life: PodLife, text: EventText & { readonly source: string }): void {
  const { events: sink } = life,
    atMs = Math.round(life.now()),
    version = life.log.versions.length,
    known = sink.series;
  if (known?.version !== version || known.lastMs < atMs - SERIES_END_MS) {
    const counts = [{ atMs, count: 1 }];
    sink.series = { version, count: 1, lastMs: atMs, counts };
    const { cause, ...words } = text;
    sink.list.push(given({ ...words, fieldPath: '', counts, cause }));
    return;
  }
  known.lastMs = atMs;
  const count = ++known.count;
  if (count === 2) known.counts.push({ atMs, count });
  else if (count === 3)
    at(life, slowTick(life, SERIES_REFRESH_MS), PRIORITY_QUEUE, function refresh() {
      const nowMs = Math.round(life.now());
      if (known.counts.at(-1)!.count < known.count) known.counts.push({ atMs: nowMs, count: known.count });
      if (known === sink.series) at(life, nowMs + SERIES_REFRESH_MS, PRIORITY_QUEUE, refresh);
    });
}

/** An event about the Pod's node; they are few and never combined. */
export function emitNode(
  life: PodLife,
  text: { readonly reason: string; readonly message: string; readonly source: string },
): void {
  const { events: sink } = life,
    atMs = Math.round(life.now() + life.timing.api);
  const object = `Node/${life.node?.name ?? 'node'}`;
  sink.list.push({ type: 'Normal', ...text, fieldPath: '', object, counts: [{ atMs, count: 1 }] });
}

/** What an event is about: a container, or the Pod itself. */
type About = { readonly eventPath: string } | undefined;

/** A Normal event of the kubelet. Without a cause of its own it comes of what the worker of the Pod does now. */
export function tell(life: PodLife, about: About, reason: string, message: string, cause = life.lastCause): void {
  emit(life, { type: 'Normal', reason, message, cause }, about?.eventPath);
}

/** As `tell`, of type Warning. */
export function warn(life: PodLife, about: About, reason: string, message: string, cause = life.lastCause): void {
  emit(life, { type: 'Warning', reason, message, cause }, about?.eventPath);
}
