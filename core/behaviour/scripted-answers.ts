/** What a scripted program answers to probes, hooks and clients. */
import type { ExecAnswer, ExecRequest, NetworkAnswer, NetworkQuestion, ProgramContext } from './program.ts';
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

/** A script as it runs: the entry that this instance follows, and where that stands. */
export interface Scripted {
  readonly script: Script;
  readonly entry: InstanceBehaviour;
  readonly here: string;
  readonly context: ProgramContext;
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

type Lists = readonly (readonly [string, readonly AnswerScript[] | undefined])[];

interface Found {
  readonly answer: Answer;
  readonly field: string;
}

function find(
  lists: Lists,
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

/** The answers of this instance come before those of the container. */
const listsOf = ({ script, entry, here }: Scripted): Lists => [
  [here, entry.answers],
  [script.path, script.behaviour.answers],
];

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

export function answerExec(scripted: Scripted, request: ExecRequest, nowMs: number): ExecAnswer {
  const { script, context } = scripted;
  const lists = listsOf(scripted);
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
      (a) => !a.exec && a.port === undefined && a.probe !== undefined && a.probe === request.purpose,
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

export function answerNetwork(scripted: Scripted, question: NetworkQuestion, nowMs: number): NetworkAnswer {
  const { script, entry, context } = scripted;
  if (!entry.answers && !script.behaviour.answers && !script.behaviour.hooks) return OPEN;
  const lists = listsOf(scripted);
  const { protocol, port, path, target, purpose } = question;
  const isFor = (a: AnswerScript): boolean => a.probe === undefined || a.probe === purpose;
  const isFull = (a: AnswerScript): boolean =>
    protocol === 'tcp'
      ? a.path === undefined && a.service === undefined
      : protocol === 'grpc'
        ? a.path === undefined && (a.service === undefined || a.service === path)
        : a.service === undefined && (a.path === undefined || a.path === path || a.path === target);
  const found =
    find(lists, (a) => !a.exec && a.port === port && isFull(a) && isFor(a), context, nowMs) ??
    (purpose === 'postStart' || purpose === 'preStop'
      ? hookAnswer(script, { id: 0, command: [], purpose })
      : undefined) ??
    find(
      lists,
      (a) => !a.exec && a.port === undefined && a.probe !== undefined && a.probe === purpose,
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
