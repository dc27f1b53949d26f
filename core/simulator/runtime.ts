/**
 * The container runtime: sandboxes and containers, as containerd answers the kubelet. Every call that takes time is a
 * process.
 */
import { addCause } from './causes.ts';
import { collectDuring } from './container-gc.ts';
import { createProgram } from './create-program.ts';
import { createSignal, type Process } from './engine.ts';
import { applyStep, endInstance, isRunning, tellKubelet, finish } from './instance.ts';
import { note } from './log.ts';
import type { ContainerSpec } from './pod.ts';
import { startErrorMessage } from './termination-message.ts';
import type { Instance, PodLife, Sandbox } from './world.ts';

const SANDBOXES_KEPT = 3;

/** Makes a sandbox; the text is the runtime's error. */
export function* runSandbox(life: PodLife, attempt: number, hostNetwork: boolean): Process<Sandbox | string> {
  const { error, times, takesMs = life.timing.sandbox } = life.scenario.sandbox ?? {},
    fails = ++life.sandboxTries <= (times || Infinity);
  yield life.now() + takesMs;
  if (error && fails) return error;
  const sandbox: Sandbox = { id: life.nextId++, attempt, ready: true, hostNetwork };
  life.sandboxes.unshift(sandbox);
  // Old ones are collected; only the newest of them can matter.
  if (life.sandboxes.length > SANDBOXES_KEPT) life.sandboxes.length = SANDBOXES_KEPT;
  tellKubelet(life);
  return sandbox;
}

export function stopSandbox(life: PodLife, id: number): void {
  const sandbox = life.sandboxes.find((s) => s.id === id);
  if (!sandbox) return;
  for (const instance of life.instances) if (instance.sandbox === id) endInstance(life, instance, { code: 137 });
  if (!sandbox.ready) return;
  sandbox.ready = false;
  tellKubelet(life);
}

/** Makes a container; the text is the runtime's error. */
export function* createContainer(life: PodLife, spec: ContainerSpec, restartCount: number): Process<Instance | string> {
  const { timing } = life;
  yield life.now() + timing.make;
  const error = life.behaviourOf(spec).createError;
  if (error) return error;
  const number = life.starts.get(spec.name) ?? 0;
  life.starts.set(spec.name, number + 1);
  const instance: Instance = {
    id: life.nextId++,
    name: spec.name,
    sandbox: life.sandboxes[0]?.id ?? 0,
    image: spec.image,
    restartCount,
    number,
    startedAt: 0,
    finishedAt: 0,
    state: 'created',
    exitCode: 0,
    reason: '',
    message: '',
    wakeTurn: 0,
    ended: createSignal(),
    execs: new Map(),
    tail: [],
  };
  life.instances.unshift(instance);
  tellKubelet(life);
  return instance;
}

/** Starts it; the text is the runtime's error. */
export function* startContainer(
  life: PodLife,
  spec: ContainerSpec,
  instance: Instance,
  cause: number | undefined,
): Process<string | undefined> {
  const behaviour = life.behaviourOf(spec).start(instance.number);
  const readyMs = life.now() + (behaviour.takesMs ?? life.timing.start);
  collectDuring(life, readyMs);
  yield readyMs;
  const error = behaviour.error ?? tooLittleMemory(spec);
  if (error !== undefined)
    return failStart(life, spec, instance, {
      error,
      field: behaviour.field ?? `${spec.path}.resources.limits.memory`,
      cause,
    });
  instance.state = 'running';
  instance.startedAt = life.now();
  instance.startCause = cause;
  note(life, {
    kind: 'started',
    container: spec.name,
    instance: instance.number,
    restartCount: instance.restartCount,
    cause,
  });
  instance.program = createProgram(life, spec, instance);
  tellKubelet(life);
  applyStep(life, instance, instance.program.start(life.now()));
  return undefined;
}

/** Less than this holds no process: a limit of `512m` is a byte (runc's own words; kubernetes#79950). */
const leastMemory = 65_536;

function tooLittleMemory({ memoryLimit }: ContainerSpec): string | undefined {
  if (memoryLimit === undefined || memoryLimit <= 0 || memoryLimit >= leastMemory) return undefined;
  return 'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown';
}

/** The runtime refuses: the container has ended without ever having run. */
function failStart(
  life: PodLife,
  spec: ContainerSpec,
  instance: Instance,
  why: { readonly error: string; readonly field?: string; readonly cause: number | undefined },
): string {
  finish(life, instance, {
    exitCode: 128,
    reason: 'StartError',
    message: startErrorMessage(life, spec, instance, why.error),
    exitCause: addCause(life, 'could not be started', why.field, [why.cause]),
  });
  tellKubelet(life);
  return why.error;
}

/** SIGTERM, then SIGKILL after the grace period. Ends when the process has ended. */
export function* stopContainer(
  life: PodLife,
  instance: Instance,
  graceSeconds: number,
  cause: number | undefined,
): Process {
  const { timing } = life;
  if (instance.state !== 'running') return;
  yield life.now() + timing.signal;
  if (graceSeconds > 0 && instance.state === 'running') {
    note(life, { kind: 'signal', container: instance.name, signal: 'SIGTERM', cause });
    applyStep(life, instance, instance.program!.signal('SIGTERM', life.now()));
    const untilMs = life.now() + graceSeconds * 1000;
    while (isRunning(instance) && life.now() < untilMs) yield { signal: instance.ended, untilMs };
  }
  if (isRunning(instance)) {
    note(life, { kind: 'signal', container: instance.name, signal: 'SIGKILL', cause });
    const why = addCause(life, `killed after ${graceSeconds} s of grace`, undefined, [cause]);
    endInstance(life, instance, { code: 137 }, why);
  }
  yield life.now() + timing.stop;
}
