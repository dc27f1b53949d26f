/**
 * Processes as coroutines on a virtual clock: scheduling, signals, parents and children. Mirrors what Linux does where
 * scripts can tell: process 1 of a namespace ignores signals it has no handler for, and its end ends all others.
 * A hot loop: the processes of a kernel are changed in place, here and by the evaluator.
 */
import { closeFile } from './descriptors.ts';
import type { FileSystem } from './files.ts';
import type { Exit, Kernel, MachineFacts, OpenFile, Process, Task, Wait } from './process.ts';

export const signalNumbers: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  POLL: 29,
  PWR: 30,
  SYS: 31,
};
export const signalName = (number: number): string | undefined =>
  Object.keys(signalNumbers).find((name) => signalNumbers[name] === number);

const harmless = new Set([17, 18, 23, 28]);
const stopping = new Set([19, 20, 21, 22]);
export const maxProcesses = 128;
const budgetSize = 50_000;
const budgetPerMs = 0.05;
const totalLimit = 3_000_000;

export function createKernel(
  files: FileSystem,
  machine: MachineFacts,
  onExit: (process: Process) => void,
  nowMs: number,
): Kernel {
  return {
    nowMs,
    files,
    machine,
    processes: new Map(),
    listeners: new Map(),
    nextPid: machine.hasInit ? 1 : 7,
    isRunning: false,
    budget: budgetSize,
    budgetAtMs: nowMs,
    total: 0,
    notes: new Map(),
    onExit,
  };
}

export interface Birth {
  readonly parent?: Process;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly uid: number;
  readonly environment: ReadonlyMap<string, string>;
  readonly descriptors: ReadonlyMap<number, OpenFile>;
  readonly body: (process: Process) => Task;
}

/** Starts a process; undefined if there are too many. It runs its first piece when its turn comes. */
export function spawn(kernel: Kernel, birth: Birth): Process | undefined {
  if (kernel.processes.size >= maxProcesses) {
    note(kernel, `more than ${maxProcesses} processes: further ones are refused`);
    return undefined;
  }
  for (const file of birth.descriptors.values()) file.users++;
  const process: Process = {
    kernel,
    pid: kernel.nextPid++,
    parent: birth.parent,
    argv: birth.argv,
    cwd: birth.cwd,
    uid: birth.uid,
    environment: birth.environment,
    descriptors: new Map(birth.descriptors),
    held: [],
    ignored: new Set(birth.parent?.ignored),
    caught: new Set(),
    pending: [],
    task: idle(),
    wait: {},
    exit: undefined,
    stopped: false,
    memory: 0,
  };
  process.task = birth.body(process);
  kernel.processes.set(process.pid, process);
  return process;
}

function* idle(): Task {
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
  let next: number | undefined;
  for (const { wait, stopped } of kernel.processes.values()) {
    if (!stopped && wait.untilMs !== undefined && (next === undefined || wait.untilMs < next)) next = wait.untilMs;
  }
  return next;
}

function runReady(kernel: Kernel): void {
  for (let progressed = true; progressed;) {
    progressed = false;
    for (const process of kernel.processes.values()) {
      if (kernel.total > totalLimit) return freeze(kernel);
      if (process.stopped || !isReady(kernel, process.wait)) continue;
      resume(kernel, process);
      progressed = true;
    }
  }
}

/** Nothing may keep a run from going on, whatever the processes do: what is left of them waits for signals only. */
function freeze(kernel: Kernel): void {
  note(kernel, 'step limit reached: what the processes do from here on is not followed');
  for (const process of kernel.processes.values()) process.wait = { ready: () => false };
}

function isReady(kernel: Kernel, wait: Wait): boolean {
  if (wait.untilMs !== undefined && wait.untilMs <= kernel.nowMs) return true;
  if (wait.ready !== undefined) return wait.ready();
  return wait.untilMs === undefined && wait.wakesOnSignal !== true;
}

function resume(kernel: Kernel, process: Process): void {
  const { task } = process;
  kernel.total += 5;
  const step = task.next();
  if (process.exit !== undefined) return;
  if (process.task !== task) {
    process.wait = {};
    return;
  }
  if (step.done === true) finish(process, { code: step.value & 255 });
  else process.wait = step.value;
  const limit = kernel.machine.memoryLimit;
  if (limit !== undefined && process.memory > limit && process.exit === undefined)
    finish(process, { code: 137, signal: 9, oom: true });
}

/** Ends a process now. The end of process 1 ends all. */
export function finish(process: Process, exit: Exit): void {
  if (process.exit !== undefined) return;
  const { kernel } = process;
  process.exit = exit;
  kernel.processes.delete(process.pid);
  for (const file of process.descriptors.values()) closeFile(file);
  for (const file of process.held.splice(0)) closeFile(file);
  process.descriptors.clear();
  for (const [port, listener] of kernel.listeners) if (listener.owner === process) kernel.listeners.delete(port);
  const heir = kernel.processes.get(1);
  for (const child of kernel.processes.values()) if (child.parent === process) child.parent = heir;
  kernel.onExit(process);
  if (process.parent !== undefined) send(process.parent, 17);
  if (process.pid === 1) for (const other of [...kernel.processes.values()]) finish(other, { code: 137, signal: 9 });
}

/** Puts another program into the process; the old one is never heard of again. */
export function* replaceTask(process: Process, body: Task): Task {
  process.task = body;
  yield {};
  return 0;
}

/** Delivers a signal. `isOutside`: from an ancestor namespace (the runtime), whose SIGKILL reaches even process 1. */
export function send(process: Process, signal: number, origin: 'inside' | 'outside' = 'inside'): void {
  if (process.exit !== undefined || signal === 0) return;
  if (signal === 18) process.stopped = false;
  const isInit = process.pid === 1;
  if (signal === 9) {
    if (!isInit || origin === 'outside') finish(process, { code: 137, signal: 9 });
    return;
  }
  if (signal !== 19 && process.ignored.has(signal)) return;
  if (signal !== 19 && process.caught.has(signal)) {
    if (!process.pending.includes(signal)) process.pending.push(signal);
    if (process.wait.wakesOnSignal === true) process.wait = {};
    return;
  }
  if (harmless.has(signal) || isInit) return;
  if (stopping.has(signal)) {
    process.stopped = true;
    return;
  }
  finish(process, { code: 128 + signal, signal });
}

/**
 * Counts work. Busy work costs virtual time (about a million simple commands a second, 1 ms a program) and is bounded: a loop
 * that never waits is slowed down to a crawl once the budget is used up, and stops being followed after `totalLimit` steps.
 */
export function charge(kernel: Kernel, steps: number): Wait | undefined {
  refill(kernel);
  kernel.total += steps;
  kernel.budget -= steps;
  if (kernel.budget <= 0) {
    note(kernel, 'busy loop: it is followed in slow motion from here on');
    return { untilMs: Math.ceil(kernel.nowMs + Math.max(1000, -kernel.budget / budgetPerMs)) };
  }
  const before = kernel.total - steps;
  return Math.floor(before / 1000) === Math.floor(kernel.total / 1000) ? undefined : { untilMs: kernel.nowMs + 1 };
}

function refill(kernel: Kernel): void {
  if (kernel.nowMs === kernel.budgetAtMs) return;
  kernel.budget = Math.min(budgetSize, kernel.budget + (kernel.nowMs - kernel.budgetAtMs) * budgetPerMs);
  kernel.budgetAtMs = kernel.nowMs;
}
