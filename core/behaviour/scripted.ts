/** A program that follows a script: the container's behaviour in a Scenario, or what is assumed of it. */
import type { ProgramContext, ProgramInstance, ProgramStep } from './program.ts';
import type { ContainerBehaviour, InstanceBehaviour } from './scenario.ts';
import { assumedExec, assumedNetwork, type Script, type Scripted } from './assumed-answers.ts';
import { answerExec, answerNetwork } from './scripted-answers.ts';

/** The entry of `instances` for a start; the last one repeats. */
export function instanceOf(
  behaviour: ContainerBehaviour,
  n: number,
): { readonly entry: InstanceBehaviour; readonly index: number } {
  const all = behaviour.instances ?? [];
  const index = Math.min(n, all.length - 1);
  return { entry: all[index] ?? {}, index };
}

export function createScripted(script: Script, context: ProgramContext): ProgramInstance {
  const { behaviour, path, defaults } = script;
  const { entry, index } = instanceOf(behaviour, context.instance);
  const here = index >= 0 ? `${path}.instances[${index}]` : path;
  const scripted: Scripted = { script, entry, here, context };
  const listensAtMs = context.startedAtMs + Math.max(0, entry.listensAfterMs ?? defaults.listensAfterMs);
  const { step, leave } = createLife(scripted);
  const hasAnswers = [entry.answers, behaviour.answers, behaviour.hooks].some((answers) => answers !== undefined);
  const names = (port: number): boolean =>
    [...(entry.answers ?? []), ...(behaviour.answers ?? [])].some((answer) => answer.port === port);
  return {
    start: (nowMs) => ({ ...step(nowMs), ...logOf(entry, nowMs) }),
    wake: step,
    message: () => entry.terminationMessage,
    signal: (name, nowMs) => {
      leave(nowMs);
      return name === 'SIGTERM' ? step(nowMs) : {};
    },
    exec: (request, nowMs) => (hasAnswers ? answerExec(scripted, request, nowMs) : assumedExec(request.command)),
    connect: (question, nowMs) => {
      if (nowMs < listensAtMs)
        return { open: false, field: entry.listensAfterMs === undefined ? undefined : `${here}.listensAfter` };
      return hasAnswers ? answerNetwork(scripted, question, nowMs) : assumedNetwork;
    },
    claims: (port, nowMs) => {
      if (nowMs < listensAtMs) return 'no';
      return names(port) ? 'yes' : defaults.ports.includes(port) ? 'declared' : 'no';
    },
    memory: (nowMs) => behaviour.memory?.filter((m) => m.fromMs <= nowMs - context.startedAtMs).at(-1)?.bytes,
  };
}

/** How the program's life goes on from moment to moment, and what a signal does to it. */
function createLife(scripted: Scripted): {
  readonly step: (nowMs: number) => ProgramStep;
  readonly leave: (nowMs: number) => void;
} {
  const { script, entry, here, context } = scripted;
  const { behaviour, path, defaults } = script;
  const { startedAtMs } = context;
  const ends = plannedEnd(script, entry, here, startedAtMs);
  const uses = behaviour.memory ?? [];
  let reported = 0;
  let leaves: { atMs: number; code: number; field: string } | undefined;
  return {
    step: (nowMs) => {
      if (leaves && nowMs >= leaves.atMs)
        return { exit: { code: leaves.code, field: leaves.field, why: `exit ${leaves.code} after SIGTERM` } };
      if (ends && nowMs >= ends.atMs) return { exit: ends.exit };
      const begun = uses.filter((m) => startedAtMs + m.fromMs <= nowMs);
      const later = uses[begun.length];
      const changed = begun.length > reported ? begun.at(-1) : undefined;
      reported = begun.length;
      const growsMs = later ? startedAtMs + later.fromMs : Infinity;
      const next = Math.min(leaves?.atMs ?? Infinity, ends?.atMs ?? Infinity, growsMs);
      return { wakeAtMs: next === Infinity ? undefined : next, memory: changed?.bytes };
    },
    leave: (nowMs) => {
      const reaction = entry.onSignal ?? behaviour.onSignal ?? defaults.onSignal;
      if (reaction.kind !== 'exits' || leaves) return;
      const field = entry.onSignal ? `${here}.onSignal` : behaviour.onSignal ? `${path}.onSignal` : '';
      leaves = { atMs: nowMs + Math.max(0, reaction.afterMs), code: reaction.code, field };
    },
  };
}

const logOf = ({ log = '' }: InstanceBehaviour, atMs: number): ProgramStep =>
  log === ''
    ? {}
    : {
        output: log
          .replace(/\n$/, '')
          .split('\n')
          .map((text) => ({ atMs, text })),
      };

function plannedEnd(
  script: Script,
  entry: InstanceBehaviour,
  here: string,
  startedAtMs: number,
): { readonly atMs: number; readonly exit: NonNullable<ProgramStep['exit']> } | undefined {
  const { behaviour, defaults, path } = script;
  const own = entry.exits ?? (entry.listensAfterMs === undefined && !behaviour.instances ? defaults.exits : undefined);
  const over =
    behaviour.memory?.findIndex((m) => defaults.memoryLimit !== undefined && m.bytes > defaults.memoryLimit) ?? -1;
  const overMs = over >= 0 ? startedAtMs + behaviour.memory![over]!.fromMs : Infinity;
  const base = entry.exits?.clock === 'pod' ? 0 : startedAtMs;
  const endMs = own ? Math.max(base + own.afterMs, startedAtMs + (entry.exits?.oom ? 0 : defaults.leastMs)) : Infinity;
  if (overMs < endMs)
    return {
      atMs: Math.max(overMs, startedAtMs + defaults.leastMs),
      exit: { code: 137, oom: true, field: `${path}.memory[${over}]`, why: 'uses more memory than its limit' },
    };
  if (!own) return undefined;
  const oom = entry.exits?.oom === true;
  return { atMs: endMs, exit: { code: oom ? 137 : own.code, oom, field: entry.exits && `${here}.exits` } };
}
