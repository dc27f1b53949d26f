/** One run of a container: what its program does, how it ends, and that it is forgotten. */
import { entry } from './entry.ts';
import type { ProgramExit, ProgramStep } from '../behaviour/program.ts';
import { addCause } from './causes.ts';
import { at, createSignal, fire, PRIORITY_PROCESS } from './engine.ts';
import { note } from './log.ts';
import { findContainer } from './pod.ts';
import { terminationMessage } from './termination-message.ts';
import type { ExecWait, Instance, PodLife } from './world.ts';

/** The runtime has changed: the kubelet will see it. */
export const tellKubelet = (life: PodLife): void => life.listeners.runtimeChanged(life);

export const isRunning = (instance: Instance): boolean => instance.state === 'running';

/** What a program did since it was asked last. */
export function applyStep(life: PodLife, instance: Instance, step: ProgramStep): void {
  const { name, startCause: cause } = instance;
  for (const line of step.output ?? []) {
    instance.tail.push(line.text);
    if (instance.tail.length > 80) instance.tail.shift();
    note(life, { kind: 'output', container: name, text: line.text, cause });
  }
  for (const text of step.notes ?? []) note(life, { kind: 'assumed', container: name, text });
  if (step.memory !== undefined) note(life, { kind: 'memory', container: name, bytes: step.memory, cause });
  for (const done of step.done ?? []) {
    const wait = execWait(instance, done.id);
    Object.assign(wait, { exitCode: done.exitCode, output: done.output, finished: true });
    fire(life, wait.done);
  }
  if (instance.state !== 'running') return;
  if (step.exit) return endInstance(life, instance, step.exit);
  const turn = ++instance.wakeTurn;
  if (step.wakeAtMs === undefined) return;
  at(life, step.wakeAtMs, PRIORITY_PROCESS, () => {
    if (instance.wakeTurn !== turn || instance.state !== 'running' || !instance.program) return;
    applyStep(life, instance, instance.program.wake(life.now()));
  });
}

/** What a command comes to, for who waits for it. */
export const execWait = (instance: Instance, id: number): ExecWait =>
  entry(instance.execs, id, () => ({ done: createSignal(), exitCode: 0, output: '', finished: false }));

/** The process is gone. */
export function endInstance(life: PodLife, instance: Instance, exit: ProgramExit, cause?: number): void {
  if (!isRunning(instance)) return;
  const spec = life.seen && findContainer(life.seen.spec, instance.name),
    message = terminationMessage(spec, instance, exit, instance.program?.message?.(life.now())),
    why = exit.why ?? (exit.oom ? 'killed by the kernel: out of memory' : `exit ${exit.code}`);
  finish(life, instance, {
    exitCode: exit.code,
    reason: exit.oom ? 'OOMKilled' : exit.code === 0 ? 'Completed' : 'Error',
    message,
    exitCause: cause ?? addCause(life, why, exit.field, [life.lastCause]),
  });
  tellKubelet(life);
}

/** The runtime's record of an end, for whoever waits for it. */
export function finish(
  life: PodLife,
  instance: Instance,
  end: Pick<Instance, 'exitCode' | 'reason' | 'message' | 'exitCause'>,
): void {
  Object.assign(instance, end, { state: 'exited', finishedAt: life.now() });
  const { name, number, exitCode, reason, exitCause } = instance;
  note(life, { kind: 'exited', container: name, instance: number, code: exitCode, reason, cause: exitCause });
  fire(life, instance.ended);
  for (const wait of instance.execs.values()) fire(life, wait.done);
}

/** Kills what still runs and forgets the instance. */
export function removeContainer(life: PodLife, id: number): void {
  const index = life.instances.findIndex((i) => i.id === id);
  const instance = life.instances[index];
  if (!instance) return;
  endInstance(life, instance, { code: 137 });
  life.instances.splice(index, 1);
  tellKubelet(life);
}
