/** What a Scenario lets a program answer to probes, hooks and clients. */
import { assumedExec, assumedNetwork, type Script, type Scripted } from './assumed-answers.ts';
import type { ExecAnswer, ExecRequest, NetworkAnswer, NetworkQuestion } from './program.ts';
import type { Answer, AnswerScript } from './scenario.ts';

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
  if (!found) return assumedExec(command);
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
  const { protocol, port, path, target, purpose } = question;
  const isFull = (a: AnswerScript): boolean =>
    protocol === 'grpc'
      ? a.path === undefined && (a.service === undefined || a.service === path)
      : a.service === undefined &&
        (a.path === undefined || (protocol === 'http' && (a.path === path || a.path === target)));
  const found = findFor(scripted, purpose, nowMs, (a) => !a.exec && a.port === port && isFull(a));
  return found ? toNetwork(found, protocol) : assumedNetwork;
}

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
