/**
 * Processes as coroutines on a virtual clock: scheduling, signals, parents and children. Mirrors what Linux does where
 * scripts can tell: process 1 of a namespace ignores signals it has no handler for, and its end ends all others.
 * A hot loop: the processes of a kernel are changed in place, here and by the evaluator.
 */
import { closeFile, pipeSize } from './descriptors.ts';
import type { FileSystem } from './files.ts';
import type { Body, Exit, Kernel, MachineFacts, OpenFile, Process, Task, Wait } from './process.ts';

/** Linux' signals on x86 and ARM, from 1 on. */
export const signalNames: readonly string[] = (
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU ' +
  'XFSZ VTALRM PROF WINCH POLL PWR SYS'
).split(' ');
export const signalName = (number: number): string | undefined => signalNames[number - 1];

/** `TERM`, `SIGTERM`, `term`, `15`. */
export function signalOf(text: string): number | undefined {
  const number = /^\d+$/.test(text)
    ? Number(text)
    : signalNames.indexOf(text.toUpperCase().replace(/^SIG/, '')) + 1 || Infinity;
  return number <= 64 ? number : undefined;
}

const harmless = [17, 18, 23, 28];
const stopping = [19, 20, 21, 22];
export const maxProcesses = 128;
const budgetSize = 20_000;
const budgetPerMs = 0.05;
const totalLimit = 3_000_000;

export const createKernel = (files: FileSystem, facts: MachineFacts, nowMs: number): Kernel => ({
  ...facts,
  nowMs,
  files,
  processes: new Map(),
  listeners: new Map(),
  nextPid: facts.hasInit ? 1 : 7,
  isRunning: false,
  budget: budgetSize,
  budgetAtMs: nowMs,
  total: 0,
  notes: new Map(),
});

export interface Birth {
  readonly parent: Process | undefined;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly uid: number;
  readonly environment: ReadonlyMap<string, string>;
  readonly descriptors: ReadonlyMap<number, OpenFile>;
  /** A script goes on when it has ended: a last command that nobody knows ends there, too. */
  readonly isFollowed: boolean;
}

/** Starts a process; undefined if there are too many. It runs its first piece when its turn comes. */
export function spawn(kernel: Kernel, birth: Birth, body: Body): Process | undefined {
  if (kernel.processes.size >= maxProcesses) {
    note(kernel, `more than ${maxProcesses} processes: further ones are refused`);
    return undefined;
  }
  for (const file of birth.descriptors.values()) file.users++;
  const process: Process = {
    ...birth,
    kernel,
    pid: kernel.nextPid++,
    descriptors: new Map(birth.descriptors),
    held: [],
    ignored: new Set(birth.parent?.ignored),
    caught: new Set(),
    pending: [],
    task: idle(),
    wait: {},
    blockedBy: undefined,
    exit: undefined,
    stopped: false,
    memory: 0,
  };
  process.task = body(process);
  kernel.processes.set(process.pid, process);
  return process;
}

/** Starts a child that shares all with its parent but what is named. */
export const spawnChild = (parent: Process, body: Body, changes: Partial<Birth> = {}): Process | undefined =>
  spawn(parent.kernel, { ...parent, parent, ...changes }, body);

/** Stands in until a program is found. */
export function* idle(): Task {
  return 0;
}

export function note(kernel: Kernel, text: string): void {
  if (!kernel.notes.has(text)) kernel.notes.set(text, kernel.nowMs);
}

/** Runs everything that can run up to `untilMs`, moving the clock from wake-up to wake-up. */
export function advance(kernel: Kernel, untilMs: number): void {
  if (kernel.isRunning) return;
  kernel.isRunning = true;
  for (;;) {
    runReady(kernel);
    const next = nextWakeMs(kernel);
    if (next === undefined || next > untilMs) break;
    kernel.nowMs = next;
  }
  kernel.nowMs = Math.max(kernel.nowMs, untilMs);
  kernel.isRunning = false;
}

/** When the next sleeper wakes; undefined if nobody waits for time. */
export function nextWakeMs(kernel: Kernel): number | undefined {
  let next = Infinity;
  for (const process of kernel.processes.values())
    if (!isHeld(process)) next = Math.min(next, process.wait.untilMs ?? Infinity);
  return next === Infinity ? undefined : next;
}

/** Stopped by a signal, or waiting for room in a pipe that it writes into. */
const isHeld = ({ stopped, blockedBy }: Process): boolean =>
  stopped || (blockedBy !== undefined && blockedBy.readers > 0 && blockedBy.buffer.length >= pipeSize);

function runReady(kernel: Kernel): void {
  for (let progressed = true; progressed;) {
    progressed = false;
    for (const process of kernel.processes.values()) {
      if (kernel.total > totalLimit) return freeze(kernel);
      if (isHeld(process) || !isReady(kernel, process.wait)) continue;
      resume(kernel, process);
      progressed = true;
    }
  }
}

/** Nothing may keep a run from going on, whatever the processes do: what is left of them waits for signals only. */
function freeze(kernel: Kernel): void {
  note(kernel, 'step limit reached: what the processes do from here on is not followed');
  for (const process of kernel.processes.values()) process.wait = never;
}

/** Waits for some time, which may be without an end. */
export const pause = ({ kernel }: Pick<Process, 'kernel'>, ms: number): Wait => ({ untilMs: kernel.nowMs + ms });

/** Waits for ever, or until a signal ends the process. */
export const never: Wait = { ready: () => false };

function isReady(kernel: Kernel, { untilMs, ready, wakesOnSignal }: Wait): boolean {
  if (untilMs !== undefined && untilMs <= kernel.nowMs) return true;
  return !ready ? untilMs === undefined && wakesOnSignal !== true : ready();
}

function resume(kernel: Kernel, process: Process): void {
  const { task } = process;
  kernel.total += 5;
  process.blockedBy = undefined;
  const step = task.next();
  if (process.exit) return;
  if (process.task !== task) process.wait = {};
  else if (step.done === true) finish(process, { code: step.value & 255 });
  else process.wait = step.value;
  const limit = kernel.memoryLimit;
  if (limit !== undefined && process.memory > limit) finish(process, { code: 137, signal: 9, oom: true });
}

/** Ends a process now. The end of process 1 ends all. */
export function finish(process: Process, exit: Exit): void {
  if (process.exit) return;
  const { kernel } = process;
  process.exit = exit;
  kernel.processes.delete(process.pid);
  for (const file of [...process.descriptors.values(), ...process.held.splice(0)]) closeFile(file);
  process.descriptors.clear();
  for (const [port, listener] of kernel.listeners) if (listener.owner === process) kernel.listeners.delete(port);
  const heir = kernel.processes.get(1);
  for (const child of kernel.processes.values()) if (child.parent === process) child.parent = heir;
  kernel.onExit(process);
  if (process.parent) send(process.parent, 17);
  if (process.pid === 1) for (const other of [...kernel.processes.values()]) finish(other, { code: 137, signal: 9 });
}

/** Waits for the end of a process. */
export function* untilEnd(process: Process): Task<Exit> {
  if (!process.exit) yield { ready: () => process.exit !== undefined };
  return process.exit ?? { code: 0 };
}

/** Puts another program into the process; the old one is never heard of again. */
export function* replaceTask(process: Process, body: Task): Task {
  process.task = body;
  yield {};
  return 0;
}

/** What never waits may give its result at once. */
export function* runBody(body: () => Task | number): Task {
  const result = body();
  return typeof result === 'number' ? result : yield* result;
}

/** Delivers a signal. `outside`: from an ancestor namespace (the runtime), whose SIGKILL reaches even process 1. */
export function send(process: Process, signal: number, origin: 'inside' | 'outside' = 'inside'): void {
  if (process.exit || signal === 0) return;
  if (signal === 18) process.stopped = false;
  const isInit = process.pid === 1;
  if (signal === 9) {
    if (!isInit || origin === 'outside') finish(process, { code: 137, signal: 9 });
  } else if (signal !== 19 && process.ignored.has(signal)) return;
  else if (signal !== 19 && process.caught.has(signal)) {
    if (!process.pending.includes(signal)) process.pending.push(signal);
    if (process.wait.wakesOnSignal === true) process.wait = {};
  } else if (harmless.includes(signal) || isInit) return;
  else if (stopping.includes(signal)) process.stopped = true;
  else finish(process, { code: 128 + signal, signal });
}

/**
 * Counts work. Busy work costs virtual time (about a million simple commands a second, 1 ms a program) and is bounded:
 * a loop
 * that never waits is slowed down to a crawl once the budget is used up, and stops being followed after `totalLimit`
 * steps.
 * A wait that comes back is to be yielded; so is the one after the end of the process.
 */
export function charge({ kernel, exit, blockedBy }: Process, steps: number): Wait | undefined {
  if (exit) return never;
  const { nowMs } = kernel;
  kernel.budget = Math.min(budgetSize, kernel.budget + (nowMs - kernel.budgetAtMs) * budgetPerMs) - steps;
  kernel.budgetAtMs = nowMs;
  const before = kernel.total;
  kernel.total += steps;
  if (kernel.budget <= 0) {
    note(kernel, 'busy loop: it is followed in slow motion from here on');
    return { untilMs: Math.ceil(nowMs + Math.max(1000, -kernel.budget / budgetPerMs)) };
  }
  if (Math.floor(before / 1000) !== Math.floor(kernel.total / 1000)) return { untilMs: nowMs + 1 };
  return !blockedBy ? undefined : {};
}
