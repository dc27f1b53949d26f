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

interface Found {
  readonly answer: Answer;
  readonly field: string;
}

/** The first answer that fits; those of this instance come before those of the container. */
function find(
  { script, entry, here, context }: Scripted,
  fits: (script: AnswerScript) => boolean,
  nowMs: number,
): Found | undefined {
  for (const [path, { answers = [] }] of [
    [here, entry],
    [script.path, script.behaviour],
  ] as const)
    for (const [i, one] of answers.entries()) {
      if (!fits(one)) continue;
      const { answer, index } = current(one.sequence, one.clock === 'pod' ? nowMs : nowMs - context.startedAtMs);
      const place = index < 0 ? '' : `.sequence[${index}]`;
      return { answer: answer ?? { fromMs: 0 }, field: `${path}.answers[${i}]${place}` };
    }
  return undefined;
}

/** An answer to what is asked; else the hook's; else one that names nothing but what it is asked for. */
function findFor(
  scripted: Scripted,
  purpose: ExecRequest['purpose'] | 'client',
  nowMs: number,
  ...fitting: readonly ((script: AnswerScript) => boolean)[]
): Found | undefined {
  for (const fits of fitting) {
    const found = find(scripted, (a) => fits(a) && (a.probe === undefined || a.probe === purpose), nowMs);
    if (found) return found;
  }
  return (
    hookAnswer(scripted.script, purpose) ??
    find(scripted, (a) => !a.exec && a.port === undefined && a.probe === purpose, nowMs)
  );
}

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
  const { command } = request;
  const startsWith = (words: readonly string[] | undefined): boolean =>
    words?.every((word, i) => word === command[i]) === true;
  const found = findFor(
    scripted,
    request.purpose,
    nowMs,
    ({ exec }) => startsWith(exec) && exec?.length === command.length,
    ({ exec }) => startsWith(exec),
  );
  if (!found)
    return isOneString(command)
      ? { kind: 'missing' }
      : { kind: 'done', afterMs: sleptMs(command), exitCode: 0, output: '' };
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

function hookAnswer({ behaviour, path }: Script, purpose: string): Found | undefined {
  const hook = purpose === 'postStart' || purpose === 'preStop' ? behaviour.hooks?.[purpose] : undefined;
  if (!hook) return undefined;
  return {
    answer: { ...hook, fromMs: 0, exitCode: hook.exitCode ?? (hook.fails ? 1 : 0) },
    field: `${path}.hooks.${purpose}`,
  };
}

export function answerNetwork(scripted: Scripted, question: NetworkQuestion, nowMs: number): NetworkAnswer {
  const { script, entry } = scripted;
  if (!entry.answers && !script.behaviour.answers && !script.behaviour.hooks) return OPEN;
  const { protocol, port, path, target, purpose } = question;
  const isFull = (a: AnswerScript): boolean =>
    protocol === 'grpc'
      ? a.path === undefined && (a.service === undefined || a.service === path)
      : a.service === undefined &&
        (a.path === undefined || (protocol === 'http' && (a.path === path || a.path === target)));
  const found = findFor(scripted, purpose, nowMs, (a) => !a.exec && a.port === port && isFull(a));
  return found ? toNetwork(found, protocol) : OPEN;
}

/** A program that nothing is said of answers at once and well. */
const OPEN: NetworkAnswer = { open: true, takesMs: 0 };

function toNetwork({ answer, field }: Found, protocol: string): NetworkAnswer {
  const { exitCode = 0, hangs, body, location, error } = answer;
  const failed = exitCode !== 0;
  if (answer.open === false || (protocol === 'tcp' && failed)) return { open: false, field };
  return {
    open: true,
    takesMs: Math.max(0, answer.takesMs ?? 0),
    field,
    hangs,
    status: answer.status ?? (failed ? 500 : undefined),
    body,
    location,
    serving: answer.serving ?? (failed ? answer.output || 'NOT_SERVING' : undefined),
    error,
  };
}
