/**
 * What becomes of an event between the component that emits it and the API: similar ones are combined, equal ones
 * counted, too many dropped. Mirrors client-go/tools/record/events_cache.go (1.36) for one involved object; left out
 * are the caches' limits of 4096 entries. Where Go forgets an arbitrary message of a group, this forgets the oldest.
 */
import { entry } from './entry.ts';

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

/** A write to the API that results from an event: creates an object, or updates its count and message. */
export interface EventWrite {
  /** Identity of the stored object: writes with the same one go to the same object. */
  readonly of: Occurrences;
  readonly count: number;
  readonly message: string;
  /** First appearance as the object says it: also counts events that were dropped. */
  readonly firstMs: number;
  readonly lastMs: number;
}

export interface Occurrences {
  count: number;
  readonly firstMs: number;
}

/** Events of one reason: the latest distinct messages, and how often each of them, and all of them together, came. */
interface Group {
  messages: readonly string[];
  lastMs: number;
  combined?: Occurrences;
  readonly apart: Map<string, Map<string, Occurrences>>;
}

/** Events of one type of one source. */
interface Channel {
  tokens: number;
  lastMs: number;
  readonly groups: Map<string, Group>;
}

/** What components remember of their events, by source and type. It changes in place. */
export type Correlator = Map<string, { readonly [type in RawEvent['type']]: Channel }>;

const MAX_DISTINCT_MESSAGES = 10;
const FORGET_GROUP_AFTER_MS = 600_000;
const BURST = 25;
/** One event per 300 s; client-go keeps it as a 32-bit float. */
const TOKENS_PER_SECOND = Math.fround(1 / 300);

/**
 * Takes one event at the instant `nowMs` and says what is written; undefined if the spam filter dropped it (its count
 * still grew).
 */
export function observe(state: Correlator, event: RawEvent, nowMs: number): EventWrite | undefined {
  const channel = channelOf(state, event, nowMs),
    group = entry(channel.groups, event.reason, () => freshGroup(nowMs)),
    fresh = (): Occurrences => ({ count: 0, firstMs: nowMs });
  const isCombined = aggregate(group, event.message, nowMs);
  const of = isCombined
    ? (group.combined ??= fresh())
    : entry(
        entry(group.apart, event.fieldPath, () => new Map<string, Occurrences>()),
        event.message,
        fresh,
      );
  of.count++;
  if (!takeToken(channel, nowMs)) return undefined;
  const message = isCombined ? `(combined from similar events): ${event.message}` : event.message;
  return { of, message, count: of.count, firstMs: of.firstMs, lastMs: nowMs };
}

function channelOf(state: Correlator, { source, type }: RawEvent, nowMs: number): Channel {
  const fresh = (): Channel => ({ tokens: BURST, lastMs: nowMs, groups: new Map() });
  return entry(state, source, () => ({ Normal: fresh(), Warning: fresh() }))[type];
}

const freshGroup = (nowMs: number): Group => ({ messages: [], lastMs: nowMs, apart: new Map() });

/** EventAggregator.EventAggregate: from ten distinct messages of a group on, one event stands for all of them. */
function aggregate(group: Group, message: string, nowMs: number): boolean {
  const old = nowMs - group.lastMs <= FORGET_GROUP_AFTER_MS ? group.messages : [];
  const messages = old.includes(message) ? old : [...old, message];
  const isFull = messages.length >= MAX_DISTINCT_MESSAGES;
  group.messages = isFull ? messages.slice(1) : messages;
  group.lastMs = nowMs;
  return isFull;
}

/** EventSourceObjectSpamFilter.Filter with golang.org/x/time/rate's bucket. */
function takeToken(channel: Channel, nowMs: number): boolean {
  const refilled = channel.tokens + ((nowMs - channel.lastMs) / 1000) * TOKENS_PER_SECOND;
  const tokens = Math.min(BURST, refilled) - 1;
  // The limiter waits in whole nanoseconds: a shortage below one passes.
  const isAccepted = tokens >= 0 || (-tokens / TOKENS_PER_SECOND) * 1e9 < 1;
  if (isAccepted) {
    channel.tokens = tokens;
    channel.lastMs = nowMs;
  }
  return isAccepted;
}
