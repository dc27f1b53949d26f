/**
 * The container runtime: sandboxes, instances and the programs in them, as containerd answers the kubelet.
 * Every call that takes time is a process.
 */
import type {
  ExecAnswer,
  ExecRequest,
  NetworkAnswer,
  NetworkQuestion,
  ProgramExit,
  ProgramStep,
} from '../behaviour/program.ts';
import { addCause } from './causes.ts';
import { at, createSignal, fire, PRIORITY, type Process, type Signal } from './engine.ts';
import { collectDuring } from './container-gc.ts';
import { runtimeChanged } from './pleg.ts';
import { findContainer, type ContainerSpec } from './pod.ts';
import { beginProbe, endProbe } from './probe-latency.ts';
import { createProgram } from './create-program.ts';
import { startErrorMessage, terminationMessage } from './termination-message.ts';
import type { Instance, PodLife, Sandbox } from './world.ts';
import { note } from './log.ts';

const SANDBOXES_KEPT = 3;

/** Makes a sandbox; the text is the runtime's error. */
export function* runSandbox(life: PodLife, attempt: number, hostNetwork: boolean): Process<Sandbox | string> {
  const { world } = life,
    script = world.scenario.sandbox;
  const createdAt = world.engine.nowMs;
  life.sandboxTries++;
  const fails =
    script?.error !== undefined && script.error !== '' && (!script.times || life.sandboxTries <= script.times);
  yield createdAt + (script?.takesMs ?? world.timing.sandbox);
  if (fails) return script.error!;
  const sandbox: Sandbox = { id: life.nextId++, createdAt, attempt, ready: true, hostNetwork };
  life.sandboxes.unshift(sandbox);
  // Old ones are collected; only the newest of them can matter.
  if (life.sandboxes.length > SANDBOXES_KEPT) life.sandboxes.length = SANDBOXES_KEPT;
  runtimeChanged(life);
  return sandbox;
}

export function* stopSandbox(life: PodLife, id: number): Process {
  const sandbox = life.sandboxes.find((s) => s.id === id);
  if (!sandbox) return;
  for (const instance of life.instances) {
    if (instance.sandbox !== id || instance.state !== 'running') continue;
    endInstance(life, instance, { code: 137 }, undefined);
  }
  if (!sandbox.ready) return;
  sandbox.ready = false;
  runtimeChanged(life);
}

/** Makes a container; the text is the runtime's error. */
export function* createContainer(life: PodLife, spec: ContainerSpec, restartCount: number): Process<Instance | string> {
  const { engine, timing } = life.world;
  yield engine.nowMs + timing.make;
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
    createdAt: engine.nowMs,
    startedAt: 0,
    finishedAt: 0,
    state: 'created',
    exitCode: 0,
    reason: '',
    message: '',
    program: undefined,
    wakeTurn: 0,
    ended: createSignal(),
    execs: new Map(),
    tail: [],
    exitCause: undefined,
  };
  life.instances.unshift(instance);
  runtimeChanged(life);
  return instance;
}

/** Starts it; the text is the runtime's error. */
export function* startContainer(
  life: PodLife,
  spec: ContainerSpec,
  instance: Instance,
  cause: number | undefined,
): Process<string | undefined> {
  const { world } = life,
    { engine } = world;
  const behaviour = life.behaviourOf(spec).start(instance.number);
  const readyMs = engine.nowMs + (behaviour.takesMs ?? world.timing.start);
  collectDuring(life, readyMs);
  yield readyMs;
  if (behaviour.error !== undefined) {
    Object.assign(instance, {
      state: 'exited',
      startedAt: 0,
      finishedAt: engine.nowMs,
      exitCode: 128,
      reason: 'StartError',
      message: startErrorMessage(life, spec, instance, behaviour.error),
    });
    instance.exitCause = addCause(world.causes, engine.nowMs, {
      text: 'could not be started',
      scenarioField: behaviour.field,
      because: [cause],
    });
    note(world.log, {
      atMs: engine.nowMs,
      kind: 'exited',
      container: spec.name,
      instance: instance.number,
      code: 128,
      reason: 'StartError',
      cause: instance.exitCause,
    });
    fire(engine, instance.ended);
    runtimeChanged(life);
    return behaviour.error;
  }
  instance.state = 'running';
  instance.startedAt = engine.nowMs;
  note(world.log, {
    atMs: engine.nowMs,
    kind: 'started',
    container: spec.name,
    instance: instance.number,
    restartCount: instance.restartCount,
    cause,
  });
  instance.program = createProgram(life, spec, instance);
  runtimeChanged(life);
  applyStep(life, instance, instance.program.start(engine.nowMs));
  return undefined;
}

/** SIGTERM, then SIGKILL after the grace period. Ends when the process has ended. */
export function* stopContainer(
  life: PodLife,
  instance: Instance,
  graceSeconds: number,
  cause: number | undefined,
): Process {
  const { engine, timing, log } = life.world;
  if (instance.state !== 'running') return;
  yield engine.nowMs + timing.signal;
  if (graceSeconds > 0 && instance.state === 'running') {
    note(log, { atMs: engine.nowMs, kind: 'signal', container: instance.name, signal: 'SIGTERM', cause });
    applyStep(life, instance, instance.program!.signal('SIGTERM', engine.nowMs));
    const untilMs = engine.nowMs + graceSeconds * 1000;
    while (isRunning(instance) && engine.nowMs < untilMs) yield { signal: instance.ended, untilMs };
  }
  if (isRunning(instance)) {
    note(log, { atMs: engine.nowMs, kind: 'signal', container: instance.name, signal: 'SIGKILL', cause });
    const why = addCause(life.world.causes, engine.nowMs, {
      text: `killed after ${graceSeconds} s of grace`,
      because: [cause],
    });
    endInstance(life, instance, { code: 137 }, why);
  }
  yield engine.nowMs + timing.stop;
}

export function isRunning(instance: Instance): boolean {
  return instance.state === 'running';
}

/** Kills what still runs and forgets the instance. */
export function removeContainer(life: PodLife, id: number): void {
  const index = life.instances.findIndex((i) => i.id === id);
  const instance = life.instances[index];
  if (!instance) return;
  if (instance.state === 'running') endInstance(life, instance, { code: 137 }, undefined);
  life.instances.splice(index, 1);
  runtimeChanged(life);
}

/** A command in a container, as the runtime's ExecSync. */
export type ExecOutcome =
  | { readonly kind: 'exit'; readonly code: number; readonly output: string }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'stopped' };

export interface ExecLimits {
  readonly timeoutMs?: number;
  /** The caller's context: when it ends, nobody waits for the answer. */
  readonly stop?: { readonly signal: Signal; readonly isStopped: () => boolean };
}

export function* execSync(
  life: PodLife,
  instance: Instance,
  request: ExecRequest,
  limits: ExecLimits = {},
): Process<ExecOutcome> {
  const { engine, timing } = life.world;
  if (instance.state !== 'running' || !instance.program) {
    const state = instance.state === 'created' ? 'CONTAINER_CREATED' : 'CONTAINER_EXITED';
    return {
      kind: 'error',
      error: `rpc error: code = Unknown desc = failed to exec in container: container is in ${state} state`,
    };
  }
  if (limits.stop?.isStopped()) return { kind: 'stopped' };
  const answer = instance.program.exec(request, engine.nowMs);
  if ('step' in answer && answer.step) applyStep(life, instance, answer.step);
  if (answer.kind === 'missing') {
    yield engine.nowMs + timing.exec;
    return { kind: 'error', error: missingProgram(life, request.command[0] ?? '') };
  }
  if (answer.kind === 'error') {
    yield engine.nowMs + timing.exec;
    return {
      kind: 'error',
      error: answer.error.startsWith('rpc error') ? answer.error : `rpc error: code = Unknown desc = ${answer.error}`,
    };
  }
  const handler = instance.name + request.command.join(' ');
  const outcome = yield* waitForExec(life, instance, request.id, {
    answer,
    latencyMs: beginProbe(life, handler),
    ...limits,
  });
  endProbe(life, handler);
  if (outcome.kind === 'timeout' || outcome.kind === 'stopped') instance.program?.abandon?.(request.id, engine.nowMs);
  return outcome;
}

/** containerd's words; each try has an id of its own. */
function missingProgram(life: PodLife, program: string): string {
  const id = Array.from({ length: 64 }, () => Math.floor(life.world.execIds() * 16).toString(16)).join('');
  const why = program.startsWith('/')
    ? `stat ${program}: no such file or directory`
    : 'executable file not found in $PATH';
  return `rpc error: code = Unknown desc = failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": ${why}`;
}

function* waitForExec(
  life: PodLife,
  instance: Instance,
  id: number,
  limits: ExecLimits & { readonly answer: ExecAnswer; readonly latencyMs: number },
): Process<ExecOutcome> {
  const { engine, timing } = life.world,
    { answer } = limits;
  const lateMs = limits.timeoutMs === undefined ? Infinity : engine.nowMs + limits.timeoutMs;
  const endMs = answer.kind === 'done' ? engine.nowMs + timing.exec + limits.latencyMs + answer.afterMs : Infinity;
  const wait = instance.execs.get(id) ?? { done: createSignal(), exitCode: 0, output: '', finished: false };
  instance.execs.set(id, wait);
  while (isRunning(instance) && !wait.finished && engine.nowMs < Math.min(endMs, lateMs) && !limits.stop?.isStopped()) {
    yield { signal: wait.done, also: limits.stop?.signal, untilMs: Math.min(endMs, lateMs) };
  }
  instance.execs.delete(id);
  if (engine.nowMs >= endMs && answer.kind === 'done')
    return { kind: 'exit', code: answer.exitCode, output: answer.output };
  if (!isRunning(instance)) return { kind: 'exit', code: 137, output: '' };
  if (wait.finished) {
    yield Math.min(engine.nowMs + timing.exec, Math.max(lateMs, engine.nowMs));
    return { kind: 'exit', code: wait.exitCode, output: wait.output };
  }
  return engine.nowMs >= lateMs ? { kind: 'timeout' } : { kind: 'stopped' };
}

/** What a program did since it was asked last. */
export function applyStep(life: PodLife, instance: Instance, step: ProgramStep): void {
  const { engine, log } = life.world;
  for (const line of step.output ?? []) {
    instance.tail.push(line.text);
    if (instance.tail.length > 80) instance.tail.shift();
    note(log, { atMs: engine.nowMs, kind: 'output', container: instance.name, text: line.text });
  }
  for (const text of step.notes ?? [])
    note(log, { atMs: engine.nowMs, kind: 'assumed', container: instance.name, text });
  if (step.memory !== undefined)
    note(log, { atMs: engine.nowMs, kind: 'memory', container: instance.name, bytes: step.memory });
  for (const done of step.done ?? []) {
    const wait = instance.execs.get(done.id) ?? { done: createSignal(), exitCode: 0, output: '', finished: false };
    Object.assign(wait, { exitCode: done.exitCode, output: done.output, finished: true });
    instance.execs.set(done.id, wait);
    fire(engine, wait.done);
  }
  if (instance.state !== 'running') return;
  if (step.exit) return endInstance(life, instance, step.exit, undefined);
  const turn = ++instance.wakeTurn;
  if (step.wakeAtMs === undefined) return;
  at(engine, step.wakeAtMs, PRIORITY.process, () => {
    if (instance.wakeTurn !== turn || instance.state !== 'running' || !instance.program) return;
    applyStep(life, instance, instance.program.wake(engine.nowMs));
  });
}

/** The process is gone. */
export function endInstance(life: PodLife, instance: Instance, exit: ProgramExit, cause: number | undefined): void {
  const { engine, log, causes } = life.world;
  if (instance.state !== 'running') return;
  instance.state = 'exited';
  instance.finishedAt = engine.nowMs;
  instance.exitCode = exit.code;
  instance.reason = exit.oom ? 'OOMKilled' : exit.code === 0 ? 'Completed' : 'Error';
  const spec = life.seen && findContainer(life.seen.spec, instance.name);
  instance.message = terminationMessage(spec, instance, exit, instance.program?.message?.(engine.nowMs));
  instance.exitCause =
    cause ??
    addCause(causes, engine.nowMs, {
      text: exit.why ?? (exit.oom ? 'killed by the kernel: out of memory' : `exit ${exit.code}`),
      ...splitField(exit.field),
      because: [life.lastCause],
    });
  note(log, {
    atMs: engine.nowMs,
    kind: 'exited',
    container: instance.name,
    instance: instance.number,
    code: exit.code,
    reason: instance.reason,
    cause: instance.exitCause,
  });
  fire(engine, instance.ended);
  for (const wait of instance.execs.values()) fire(engine, wait.done);
  runtimeChanged(life);
}

/** A program's field is one of the manifest (`spec.…`) or of the Scenario. */
export function splitField(field: string | undefined): { readonly field?: string; readonly scenarioField?: string } {
  if (field === undefined) return {};
  return field.startsWith('spec.') ? { field } : { scenarioField: field };
}

/** Asks a port of the Pod: the containers that serve it for sure come before those that only mention it. */
export function connect(life: PodLife, question: NetworkQuestion): NetworkAnswer {
  const nowMs = life.world.engine.nowMs;
  let owner: Instance | undefined,
    isSure = false;
  for (const instance of life.instances) {
    if (instance.state !== 'running' || !instance.program) continue;
    const claim = instance.program.claims(question.port, nowMs);
    if (claim === 'no' || (isSure && claim !== 'yes')) continue;
    const isBetter = owner === undefined || (claim === 'yes' && !isSure) || instance.name < owner.name;
    if (isBetter) {
      owner = instance;
      isSure = claim === 'yes';
    }
  }
  return owner ? owner.program!.connect(question, nowMs) : { open: false };
}
