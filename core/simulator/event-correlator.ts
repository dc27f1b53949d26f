/**
 * What becomes of an event between the component that emits it and the API: similar ones are combined, equal ones
 * counted, too many dropped. Mirrors client-go/tools/record/events_cache.go (1.36) for one involved object; left out
 * are the caches' limits of 4096 entries. Where Go forgets an arbitrary message of a group, this forgets the oldest.
 */

/** An event as a component emits it. Times are milliseconds. */
export interface RawEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** `spec.containers{app}`; empty for the Pod itself. */
  readonly fieldPath: string;
  /** Component (and host) that emits: every source has its own caches. */
  readonly source: string;
}

/** A write to the API that results from an event: creates the object `key`, or updates its count and message. */
export interface EventWrite {
  /** Identity of the stored object: writes with the same key go to the same object. */
  readonly key: string;
  readonly count: number;
  readonly message: string;
  /** First appearance as the object says it: also counts events that were dropped. */
  readonly firstMs: number;
  readonly lastMs: number;
}

export interface CorrelatorState {
  readonly groups: ReadonlyMap<string, { readonly messages: readonly string[]; readonly lastMs: number }>;
  readonly seen: ReadonlyMap<string, { readonly count: number; readonly firstMs: number }>;
  readonly buckets: ReadonlyMap<string, { readonly tokens: number; readonly lastMs: number }>;
}

export interface Correlated {
  readonly state: CorrelatorState;
  /** Undefined if the spam filter dropped the event; its count still grew. */
  readonly write: EventWrite | undefined;
}

const MAX_DISTINCT_MESSAGES = 10;
const FORGET_GROUP_AFTER_MS = 600_000;
const BURST = 25;
/** One event per 300 s; client-go keeps it as a 32-bit float. */
const TOKENS_PER_SECOND = Math.fround(1 / 300);
const SEPARATOR = '\u0000';

/** Nothing seen yet: the state of a component that just started. */
export const freshCorrelator: CorrelatorState = { groups: new Map(), seen: new Map(), buckets: new Map() };

/** A state that changes in place: a run keeps one per component. */
export interface LiveState {
  readonly groups: Map<string, { readonly messages: readonly string[]; readonly lastMs: number }>;
  readonly seen: Map<string, { readonly count: number; readonly firstMs: number }>;
  readonly buckets: Map<string, { readonly tokens: number; readonly lastMs: number }>;
}

export function createCorrelator(): LiveState {
  return { groups: new Map(), seen: new Map(), buckets: new Map() };
}

/** Takes one event at the instant `nowMs` and says what is written, with the state after it. */
export function correlate(state: CorrelatorState, event: RawEvent, nowMs: number): Correlated {
  const next: LiveState = { groups: new Map(state.groups), seen: new Map(state.seen), buckets: new Map(state.buckets) };
  return { write: observe(next, event, nowMs), state: next };
}

/** As `correlate`, but the state itself becomes the one after the event. */
export function observe(state: LiveState, event: RawEvent, nowMs: number): EventWrite | undefined {
  const { key, message } = aggregate(state.groups, event, nowMs);
  const before = state.seen.get(key);
  const observed = { count: (before?.count ?? 0) + 1, firstMs: before?.firstMs ?? nowMs };
  state.seen.set(key, observed);
  const isAccepted = takeToken(state.buckets, `${event.source}${SEPARATOR}${event.type}`, nowMs);
  return isAccepted ? { key, message, ...observed, lastMs: nowMs } : undefined;
}

/** EventAggregator.EventAggregate: from ten distinct messages of a group on, one event stands for all of them. */
function aggregate(
  groups: LiveState['groups'],
  event: RawEvent,
  nowMs: number,
): { readonly key: string; readonly message: string } {
  const groupKey = `${event.source}${SEPARATOR}${event.type}${SEPARATOR}${event.reason}`;
  const found = groups.get(groupKey);
  const old = found && nowMs - found.lastMs <= FORGET_GROUP_AFTER_MS ? found.messages : [];
  const messages = old.includes(event.message) ? old : [...old, event.message];
  const isFull = messages.length >= MAX_DISTINCT_MESSAGES;
  groups.set(groupKey, { messages: isFull ? messages.slice(1) : messages, lastMs: nowMs });
  return isFull
    ? { key: groupKey, message: `(combined from similar events): ${event.message}` }
    : { key: `${groupKey}${SEPARATOR}${event.fieldPath}${SEPARATOR}${event.message}`, message: event.message };
}

/** EventSourceObjectSpamFilter.Filter with golang.org/x/time/rate's bucket. */
function takeToken(buckets: LiveState['buckets'], key: string, nowMs: number): boolean {
  const bucket = buckets.get(key);
  const refilled = bucket ? bucket.tokens + ((nowMs - bucket.lastMs) / 1000) * TOKENS_PER_SECOND : BURST;
  const tokens = Math.min(BURST, refilled) - 1;
  // The limiter waits in whole nanoseconds: a shortage below one passes.
  const accepted = tokens >= 0 || (-tokens / TOKENS_PER_SECOND) * 1e9 < 1;
  if (accepted) buckets.set(key, { tokens, lastMs: nowMs });
  return accepted;
}
