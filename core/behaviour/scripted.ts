/** A program that follows a script: the container's behaviour in a Scenario, or what is assumed of it. */
import type {
  ExecAnswer,
  ExecRequest,
  NetworkAnswer,
  NetworkQuestion,
  ProgramContext,
  ProgramInstance,
  ProgramStep,
} from './program.ts';
import type { Answer, AnswerScript, ContainerBehaviour, InstanceBehaviour, SignalBehaviour } from './scenario.ts';

/** What holds where the script says nothing. Times in milliseconds. */
export interface ScriptDefaults {
  readonly listensAfterMs: number;
  readonly exits: { readonly afterMs: number; readonly code: number } | undefined;
  readonly onSignal: SignalBehaviour;
  /** Ports that the manifest mentions for this container. */
  readonly ports: readonly number[];
  /** Commands of the container's hooks, so that a script of a hook is found by its command. */
  readonly hooks: Readonly<Partial<Record<'postStart' | 'preStop', readonly string[]>>>;
  /** Shortest life of a process. */
  readonly leastMs: number;
  readonly memoryLimit: number | undefined;
}

export interface Script {
  readonly behaviour: ContainerBehaviour;
  readonly path: string;
  readonly defaults: ScriptDefaults;
}

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
  const { behaviour, path, defaults } = script,
    { startedAtMs } = context;
  const { entry, index } = instanceOf(behaviour, context.instance);
  const here = index >= 0 ? `${path}.instances[${index}]` : path;
  const ends = plannedEnd(script, entry, here, startedAtMs);
  const listensAtMs = startedAtMs + Math.max(0, entry.listensAfterMs ?? defaults.listensAfterMs);
  let reported = 0,
    leaves: { atMs: number; code: number; field: string } | undefined;
  const step = (nowMs: number): ProgramStep => {
    if (leaves && nowMs >= leaves.atMs)
      return { exit: { code: leaves.code, field: leaves.field, why: `exit ${leaves.code} after SIGTERM` } };
    if (ends && nowMs >= ends.atMs) return { exit: ends.exit };
    const uses = behaviour.memory ?? [],
      begun = uses.filter((m) => startedAtMs + m.fromMs <= nowMs);
    const later = uses[begun.length],
      changed = begun.length > reported ? begun.at(-1) : undefined;
    reported = begun.length;
    const next = Math.min(
      leaves?.atMs ?? Infinity,
      ends?.atMs ?? Infinity,
      later ? startedAtMs + later.fromMs : Infinity,
    );
    return { ...(next === Infinity ? {} : { wakeAtMs: next }), ...(changed ? { memory: changed.bytes } : {}) };
  };
  return {
    start: (nowMs) => ({ ...step(nowMs), ...logOf(entry, nowMs) }),
    wake: step,
    message: () => entry.terminationMessage,
    signal: (name, nowMs) => {
      const reaction = entry.onSignal ?? behaviour.onSignal ?? defaults.onSignal;
      if (reaction.kind === 'exits' && !leaves) {
        const field = entry.onSignal ? `${here}.onSignal` : behaviour.onSignal ? `${path}.onSignal` : '';
        leaves = { atMs: nowMs + Math.max(0, reaction.afterMs), code: reaction.code, field };
      }
      return name === 'SIGTERM' ? step(nowMs) : {};
    },
    exec: (request, nowMs) => answerExec(script, entry, here, context, request, nowMs),
    connect: (question, nowMs) =>
      nowMs < listensAtMs
        ? closed(`${here}.listensAfter`, entry.listensAfterMs)
        : answerNetwork(script, entry, here, context, question, nowMs),
    claims: (port, nowMs) =>
      nowMs < listensAtMs
        ? 'no'
        : [...(entry.answers ?? []), ...(behaviour.answers ?? [])].some((a) => a.port === port)
          ? 'yes'
          : defaults.ports.includes(port)
            ? 'declared'
            : 'no',
    memory: (nowMs) => behaviour.memory?.filter((m) => m.fromMs <= nowMs - startedAtMs).at(-1)?.bytes,
  };
}

function closed(field: string, isSaid: number | undefined): NetworkAnswer {
  return isSaid === undefined ? { open: false } : { open: false, field };
}

function logOf(
  entry: InstanceBehaviour,
  atMs: number,
): { readonly output?: readonly { atMs: number; text: string }[] } {
  return entry.log === undefined || entry.log === ''
    ? {}
    : {
        output: entry.log
          .replace(/\n$/, '')
          .split('\n')
          .map((text) => ({ atMs, text })),
      };
}

function plannedEnd(
  script: Script,
  entry: InstanceBehaviour,
  here: string,
  startedAtMs: number,
): { readonly atMs: number; readonly exit: NonNullable<ProgramStep['exit']> } | undefined {
  const { behaviour, defaults, path } = script;
  const own =
    entry.exits ??
    (entry.listensAfterMs === undefined && behaviour.instances === undefined ? defaults.exits : undefined);
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
  const code = entry.exits?.oom ? 137 : own.code;
  const field = entry.exits ? { field: `${here}.exits` } : {};
  return { atMs: endMs, exit: { code, ...(entry.exits?.oom ? { oom: true } : {}), ...field } };
}

/** The last entry that has begun; before the first one the program behaves well. */
function current(
  answers: readonly Answer[],
  ageMs: number,
): { readonly answer: Answer | undefined; readonly index: number } {
  let index = -1;
  answers.forEach((answer, i) => {
    if (answer.fromMs <= ageMs) index = i;
  });
  return { answer: answers[index], index };
}

interface Found {
  readonly answer: Answer;
  readonly field: string;
}

function find(
  lists: readonly (readonly [string, readonly AnswerScript[] | undefined])[],
  fits: (script: AnswerScript) => boolean,
  context: ProgramContext,
  nowMs: number,
): Found | undefined {
  for (const [path, scripts] of lists)
    for (const [i, script] of (scripts ?? []).entries()) {
      if (!fits(script)) continue;
      const { answer, index } = current(script.sequence, script.clock === 'pod' ? nowMs : nowMs - context.startedAtMs);
      return {
        answer: answer ?? { fromMs: 0 },
        field: index < 0 ? `${path}.answers[${i}]` : `${path}.answers[${i}].sequence[${index}]`,
      };
    }
  return undefined;
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word, i) => word === b[i]);

/** What `sleep` takes, alone or in a plain list of commands: it is the same in every image that has it. */
function sleptMs([program = '', flag = '', script = '']: readonly string[]): number {
  if (/(^|\/)sleep$/.test(program)) return Math.max(0, Number(flag) || 0) * 1000;
  if (!/(^|\/)(ba|da|a)?sh$/.test(program) || flag !== '-c' || /\b(if|while|until|for|case)\b|\|\|/.test(script))
    return 0;
  return [...script.matchAll(/(?:^|[;&\n])\s*sleep\s+(\d+(?:\.\d+)?)(?=\s*(?:[;\n]|&&|$))/g)].reduce(
    (sum, [, seconds]) => sum + Number(seconds) * 1000,
    0,
  );
}

/** `["cat /tmp/healthy"]`: no shell splits it, and no image holds a program of that name. */
function isOneString(command: readonly string[]): boolean {
  const [only = '', ...more] = command;
  return more.length === 0 && /^[^/\s]+\s/.test(only);
}

function answerExec(
  script: Script,
  entry: InstanceBehaviour,
  here: string,
  context: ProgramContext,
  request: ExecRequest,
  nowMs: number,
): ExecAnswer {
  const lists = [
    [here, entry.answers],
    [script.path, script.behaviour.answers],
  ] as const;
  const isFor = (a: AnswerScript): boolean => a.probe === undefined || a.probe === request.purpose;
  const found =
    find(lists, (a) => a.exec !== undefined && same(a.exec, request.command) && isFor(a), context, nowMs) ??
    find(
      lists,
      (a) =>
        a.exec !== undefined &&
        a.exec.length < request.command.length &&
        same(a.exec, request.command.slice(0, a.exec.length)) &&
        isFor(a),
      context,
      nowMs,
    ) ??
    hookAnswer(script, request) ??
    find(
      lists,
      (a) => a.exec === undefined && a.port === undefined && a.probe !== undefined && a.probe === request.purpose,
      context,
      nowMs,
    );
  if (!found)
    return isOneString(request.command)
      ? { kind: 'missing' }
      : { kind: 'done', afterMs: sleptMs(request.command), exitCode: 0, output: '' };
  const { answer, field } = found;
  if (answer.error === 'not found') return { kind: 'missing', field };
  if (answer.error !== undefined) return { kind: 'error', error: answer.error, field };
  if (answer.hangs) return { kind: 'hangs', field };
  const isRefused = answer.open === false || (answer.status !== undefined && answer.status >= 400);
  return {
    kind: 'done',
    afterMs: Math.max(0, answer.takesMs ?? 0),
    exitCode: answer.exitCode ?? (isRefused ? 1 : 0),
    output: answer.output ?? '',
    field,
  };
}

function hookAnswer(script: Script, request: ExecRequest): Found | undefined {
  const name = request.purpose;
  if (name !== 'postStart' && name !== 'preStop') return undefined;
  const hook = script.behaviour.hooks?.[name];
  if (!hook) return undefined;
  const exitCode = hook.exitCode ?? (hook.fails ? 1 : 0);
  return {
    answer: {
      fromMs: 0,
      exitCode,
      takesMs: hook.takesMs ?? 0,
      ...(hook.hangs ? { hangs: true } : {}),
      ...(hook.output === undefined ? {} : { output: hook.output }),
    },
    field: `${script.path}.hooks.${name}`,
  };
}

function answerNetwork(
  script: Script,
  entry: InstanceBehaviour,
  here: string,
  context: ProgramContext,
  question: NetworkQuestion,
  nowMs: number,
): NetworkAnswer {
  if (!entry.answers && !script.behaviour.answers && !script.behaviour.hooks) return OPEN;
  const lists = [
    [here, entry.answers],
    [script.path, script.behaviour.answers],
  ] as const;
  const { protocol, port, path, target, purpose } = question;
  const isFor = (a: AnswerScript): boolean => a.probe === undefined || a.probe === purpose;
  const isFull = (a: AnswerScript): boolean =>
    protocol === 'tcp'
      ? a.path === undefined && a.service === undefined
      : protocol === 'grpc'
        ? a.path === undefined && (a.service === undefined || a.service === path)
        : a.service === undefined && (a.path === undefined || a.path === path || a.path === target);
  const found =
    find(lists, (a) => a.exec === undefined && a.port === port && isFull(a) && isFor(a), context, nowMs) ??
    (purpose === 'postStart' || purpose === 'preStop'
      ? hookAnswer(script, { id: 0, command: [], purpose })
      : undefined) ??
    find(
      lists,
      (a) => a.exec === undefined && a.port === undefined && a.probe !== undefined && a.probe === purpose,
      context,
      nowMs,
    );
  return found ? toNetwork(found, protocol) : OPEN;
}

/** A program that nothing is said of answers at once and well. */
const OPEN: NetworkAnswer = { open: true, takesMs: 0 };

function toNetwork({ answer, field }: Found, protocol: string): NetworkAnswer {
  if (answer.open === false) return { open: false, field };
  const failed = answer.exitCode !== undefined && answer.exitCode !== 0;
  const status = answer.status ?? (failed ? 500 : undefined);
  if (protocol === 'tcp' && failed) return { open: false, field };
  const serving = answer.serving ?? (failed ? answer.output || 'NOT_SERVING' : undefined);
  return {
    open: true,
    takesMs: Math.max(0, answer.takesMs ?? 0),
    field,
    ...(answer.hangs ? { hangs: true } : {}),
    ...(status === undefined ? {} : { status }),
    ...(answer.body === undefined ? {} : { body: answer.body }),
    ...(answer.location === undefined ? {} : { location: answer.location }),
    ...(serving === undefined ? {} : { serving }),
    ...(answer.error === undefined ? {} : { error: answer.error }),
  };
}
