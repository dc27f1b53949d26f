/** A command in a running container, as the runtime's ExecSync: for probes, hooks and actions. */
import type { ExecAnswer, ExecRequest } from '../behaviour/program.ts';
import type { Process, Signal } from './engine.ts';
import { applyStep, execWait, isRunning } from './instance.ts';
import { beginProbe, endProbe, probeTarget } from './probe-latency.ts';
import type { Instance, PodLife } from './world.ts';

/** How a command ended, or why it has no end. */
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
  asked: Omit<ExecRequest, 'id'>,
  limits: ExecLimits = {},
): Process<ExecOutcome> {
  const { timing } = life,
    request = { ...asked, id: life.nextId++ };
  if (!isRunning(instance) || !instance.program) {
    const state = instance.state === 'created' ? 'CREATED' : 'EXITED';
    return { kind: 'error', error: rpcError(`failed to exec in container: container is in CONTAINER_${state} state`) };
  }
  if (limits.stop?.isStopped()) return { kind: 'stopped' };
  const answer = instance.program.exec(request, life.now());
  if ('step' in answer && answer.step) applyStep(life, instance, answer.step);
  if (answer.kind === 'missing' || answer.kind === 'error') {
    yield life.now() + timing.exec;
    const error = answer.kind === 'error' ? answer.error : missingProgram(life, request.command[0] ?? '');
    return { kind: 'error', error: rpcError(error) };
  }
  const target = probeTarget(life, instance.name + request.command.join(' '));
  const latencyMs = beginProbe(life, target);
  const outcome = yield* waitForExec(life, instance, request.id, { answer, latencyMs, ...limits });
  endProbe(target);
  if (outcome.kind === 'timeout' || outcome.kind === 'stopped') instance.program?.abandon?.(request.id, life.now());
  return outcome;
}

/** What the runtime says, as its client tells it. */
export const rpcError = (text: string): string =>
  text.startsWith('rpc error') ? text : `rpc error: code = Unknown desc = ${text}`;

/** containerd's words; each try has an id of its own. */
function missingProgram(life: PodLife, program: string): string {
  const id = Array.from({ length: 64 }, () => Math.floor(life.execIds() * 16).toString(16)).join('');
  const why = program.startsWith('/')
    ? `stat ${program}: no such file or directory`
    : 'executable file not found in $PATH';
  return `failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": ${why}`;
}

function* waitForExec(
  life: PodLife,
  instance: Instance,
  id: number,
  limits: ExecLimits & { readonly answer: ExecAnswer; readonly latencyMs: number },
): Process<ExecOutcome> {
  const { answer, latencyMs, timeoutMs = Infinity, stop } = limits,
    { exec } = life.timing,
    startMs = life.now(),
    lateMs = startMs + timeoutMs,
    endMs = answer.kind === 'done' ? startMs + exec + latencyMs + answer.afterMs : Infinity,
    untilMs = Math.min(endMs, lateMs),
    wait = execWait(instance, id);
  while (isRunning(instance) && !wait.finished && life.now() < untilMs && !stop?.isStopped())
    yield { signal: wait.done, also: stop?.signal, untilMs };
  instance.execs.delete(id);
  if (answer.kind === 'done' && life.now() >= endMs)
    return { kind: 'exit', code: answer.exitCode, output: answer.output };
  if (!isRunning(instance)) return { kind: 'exit', code: 137, output: '' };
  if (wait.finished) {
    yield Math.min(life.now() + exec, Math.max(lateMs, life.now()));
    return { kind: 'exit', code: wait.exitCode, output: wait.output };
  }
  return { kind: life.now() >= lateMs ? 'timeout' : 'stopped' };
}
