/**
 * The clock of a run: a queue ordered by (atMs, priority, seq) and processes that are generators, so that what the
 * kubelet
 * writes as one goroutine reads as one function here. Times are milliseconds, with fractions of 2^-16 where probes
 * need an order.
 * A measured hot loop: it changes its own buffers in place.
 */

/** What a process waits for: an instant, a signal, or one of two signals with a time limit. */
export type Wait =
  number | Signal | { readonly signal: Signal; readonly also?: Signal | undefined; readonly untilMs: number };
/** A process is told `true` if the signal came, `false` if the time did. */
export type Process<T = void> = Generator<Wait, T, boolean>;

export interface Signal {
  waiters: Waiter[];
}
interface Waiter {
  readonly task: Task;
  turn: number;
}
interface Task {
  readonly process: Process<unknown>;
  readonly priority: number;
  readonly epoch: number;
  readonly ended: ((result: unknown) => void) | undefined;
  turn: number;
}
interface Entry {
  readonly atMs: number;
  readonly priority: number;
  readonly seq: number;
  readonly run: () => void;
}

/**
 * Order of what happens at one instant (kubelet.md 25): actions first, probes before the worker, writers of the API last. A process
 * that ends just when the runtime is listed is seen by the next listing: of two timers that were set, the later one goes first (Go).
 */
export const PRIORITY_ACTION = 0;
export const PRIORITY_PROBE = 2;
export const PRIORITY_PLEG = 3;
export const PRIORITY_PROCESS = 3.5;
export const PRIORITY_LOOP = 4;
export const PRIORITY_WORKER = 5;
export const PRIORITY_QUEUE = 6;
export const PRIORITY_WRITER = 7;
export const PRIORITY_TRIGGER = 8;

interface Engine {
  nowMs: number;
  /** So many entries of the queue have been played. */
  played: number;
  readonly queue: Entry[];
  seq: number;
  /** Processes of an earlier epoch do not go on. */
  epoch: number;
}

/** All that is alive in a run holds the same engine. */
export interface Clock {
  readonly engine: Engine;
  /** Milliseconds since the run began. */
  readonly now: () => number;
}

export function createClock(): Clock {
  const engine: Engine = { nowMs: 0, played: 0, queue: [], seq: 0, epoch: 0 };
  return { engine, now: () => engine.nowMs };
}

export const createSignal = (): Signal => ({ waiters: [] });

const GRAIN = 65_536;

/** Rounds to the grain of the times of a run, so that sums of them are exact. */
export const grain = (ms: number): number => Math.round(ms * GRAIN) / GRAIN;

/** The first instant after `ms` of a row of instants, one each `period`; `first` is any of them. */
export const gridAfter = (first: number, period: number, ms: number): number =>
  first + (Math.floor((ms - first) / period) + 1) * period;

/** Calls `run` at an instant (not before now). */
export function at({ engine }: Clock, atMs: number, priority: number, run: () => void): void {
  push(engine.queue, { atMs: Math.max(atMs, engine.nowMs), priority, seq: engine.seq++, run });
}

/** Calls `run` so many milliseconds from now. */
export const after = (clock: Clock, delayMs: number, priority: number, run: () => void): void =>
  at(clock, clock.now() + delayMs, priority, run);

/** Starts a process; it runs its first piece at this instant, in its turn. `ended` hears of its end and its result. */
export function spawn<T>(clock: Clock, priority: number, process: Process<T>, ended?: (result: T) => void): void {
  const task = { process, priority, epoch: clock.engine.epoch, ended: ended as Task['ended'], turn: 0 };
  schedule(clock, task, clock.now(), false);
}

/** Wakes everybody who waits for the signal, each in its turn. */
export function fire(clock: Clock, signal: Signal): void {
  if (signal.waiters.length === 0) return;
  const waiters = signal.waiters;
  signal.waiters = [];
  for (const { task, turn } of waiters) if (task.turn === turn) schedule(clock, task, clock.now(), true);
}

/** Runs until the horizon, an empty queue or the budget of events; says why. */
export function run({ engine }: Clock, horizonMs: number, maxEvents: number): string {
  for (;;) {
    const next = engine.queue[0];
    if (!next || next.atMs > horizonMs) {
      engine.nowMs = horizonMs;
      return 'horizon reached';
    }
    if (engine.played >= maxEvents) return `event budget of ${maxEvents} used up`;
    pop(engine.queue);
    engine.nowMs = next.atMs;
    engine.played++;
    next.run();
  }
}

function schedule(clock: Clock, task: Task, atMs: number, signalled: boolean): void {
  const turn = ++task.turn;
  at(clock, atMs, task.priority, () => {
    if (task.turn === turn) resume(clock, task, signalled);
  });
}

function resume(clock: Clock, task: Task, signalled: boolean): void {
  if (task.epoch !== clock.engine.epoch && task.priority !== PRIORITY_ACTION) return;
  const { done, value: wait } = task.process.next(signalled);
  if (done) {
    // Whatever it waited for does not wake it any more.
    task.turn++;
    return task.ended?.(wait);
  }
  if (typeof wait === 'number') return schedule(clock, task, wait, false);
  const { signal, also, untilMs } = 'waiters' in wait ? { signal: wait, untilMs: Infinity } : wait;
  if (untilMs === Infinity) task.turn++;
  else schedule(clock, task, untilMs, false);
  listen(signal, task);
  if (also) listen(also, task);
}

/** Those who were woken by something else meanwhile are struck off now and then. */
function listen(signal: Signal, task: Task): void {
  const last = signal.waiters.at(-1);
  if (last?.task === task) {
    last.turn = task.turn;
    return;
  }
  if (signal.waiters.length >= 16) signal.waiters = signal.waiters.filter((waiter) => waiter.task.turn === waiter.turn);
  signal.waiters.push({ task, turn: task.turn });
}

const before = (a: Entry, b: Entry): boolean =>
  a.atMs !== b.atMs ? a.atMs < b.atMs : a.priority !== b.priority ? a.priority < b.priority : a.seq < b.seq;

function push(heap: Entry[], entry: Entry): void {
  let i = heap.push(entry) - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    const above = heap[parent]!;
    if (!before(entry, above)) break;
    heap[i] = above;
    i = parent;
  }
  heap[i] = entry;
}

function pop(heap: Entry[]): void {
  const last = heap.pop()!;
  if (heap.length === 0) return;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
    if (!before(heap[child]!, last)) break;
    heap[i] = heap[child]!;
    i = child;
  }
  heap[i] = last;
}
