/** What a probe asks and how the answer reads. Mirrors pkg/kubelet/prober/prober.go and pkg/probe (1.36). */
import { list, text } from '../kube/json.ts';
import type { NetworkAnswer, NetworkQuestion } from '../behaviour/program.ts';
import { expand } from '../behaviour/expand.ts';
import { goQuote } from '../kube/go-print.ts';
import { PROBE_TRIES } from './constants.ts';
import type { Process } from './engine.ts';
import { execSync } from './exec-sync.ts';
import { connect, podAddress } from './network.ts';
import { type ContainerSpec, type Probe, type ProbeKind, podFullName } from './pod.ts';
import { beginProbe, endProbe, probeTarget } from './probe-latency.ts';
import { IP, question, replyTo, targetName, tooManyRedirects, type Reply } from './probe-network.ts';
import { type PodLife, type ProbeTarget, findInstance } from './world.ts';

export interface ProbeOutcome {
  readonly kind: 'success' | 'warning' | 'failure' | 'error';
  readonly text: string;
  readonly field?: string | undefined;
}

/** What a worker does at each tick, made ready once. */
export type ProbeCall =
  | {
      readonly kind: 'network';
      readonly question: NetworkQuestion;
      readonly target: ProbeTarget;
      readonly reply: (answer: NetworkAnswer, asked: NetworkQuestion) => Reply;
    }
  | {
      readonly kind: 'exec';
      readonly command: readonly string[];
      readonly timeoutSeconds: number;
      readonly purpose: ProbeKind;
    }
  | { readonly kind: 'never'; readonly outcome: ProbeOutcome };

export function prepareProbe(life: PodLife, container: ContainerSpec, kind: ProbeKind, probe: Probe): ProbeCall {
  const { handler, timeoutSeconds } = probe;
  if (handler.kind === 'exec')
    return { kind: 'exec', command: expanded(handler.command, container), timeoutSeconds, purpose: kind };
  if (handler.kind === 'sleep' || handler.kind === 'none') {
    const text = `missing probe handler for ${podFullName(life.lastApi.meta)}:${container.name}`;
    return { kind: 'never', outcome: { kind: 'error', text } };
  }
  const port = resolvePort(handler.port, container);
  if (port === undefined) return { kind: 'never', outcome: { kind: 'error', text: noPort(handler.port) } };
  return {
    kind: 'network',
    question: question(handler, port, kind),
    target: probeTarget(life, targetName(handler, port)),
    reply: replyTo(handler, port, timeoutSeconds, life.timing.probeSpread),
  };
}

/** Asks the container `id` of the runtime. Internal errors are tried again at once, up to three times. */
export function* runProbe(life: PodLife, call: ProbeCall, id: number): Process<ProbeOutcome> {
  if (call.kind === 'never') return call.outcome;
  let outcome: ProbeOutcome = { kind: 'error', text: '' };
  for (let i = 0; i < PROBE_TRIES && outcome.kind === 'error'; i++) {
    if (call.kind === 'exec') outcome = yield* execProbe(life, call, id);
    else {
      yield life.now() + beginProbe(life, call.target);
      outcome = yield* ask(life, call);
      endProbe(call.target);
    }
  }
  return outcome.text.includes(IP) ? { ...outcome, text: outcome.text.replaceAll(IP, podAddress(life)) } : outcome;
}

const MAX_REDIRECTS = 10;

/** One question with its redirects; the time for an answer is for all of them together. */
function* ask(life: PodLife, call: Extract<ProbeCall, { kind: 'network' }>): Process<ProbeOutcome> {
  const startMs = life.now();
  let at = call.question;
  for (let hops = 0; ; hops++) {
    const reply = call.reply(connect(life, at), at),
      spentMs = life.now() - startMs;
    const late = hops > 0 ? call.reply({ open: true, takesMs: 0, hangs: true }, at) : undefined;
    if (late && spentMs + reply.afterMs > late.afterMs) {
      yield startMs + late.afterMs;
      return late.outcome;
    }
    if (reply.afterMs > 0) yield life.now() + reply.afterMs;
    if (!reply.follow) return reply.outcome;
    if (hops === MAX_REDIRECTS) return { kind: 'failure', text: tooManyRedirects(reply.follow.location) };
    at = reply.follow.question;
  }
}

function* execProbe(life: PodLife, call: Extract<ProbeCall, { kind: 'exec' }>, id: number): Process<ProbeOutcome> {
  const instance = findInstance(life, id);
  if (!instance)
    return {
      kind: 'error',
      text: `rpc error: code = NotFound desc = an error occurred when try to find container "<id>": not found`,
    };
  const { command, purpose, timeoutSeconds } = call,
    { worker } = life;
  const stop = { signal: worker.cancel, isStopped: () => worker.contextEnded };
  const outcome = yield* execSync(life, instance, { command, purpose }, { timeoutMs: timeoutSeconds * 1000, stop });
  switch (outcome.kind) {
    case 'stopped':
      return { kind: 'error', text: 'rpc error: code = Canceled desc = context canceled' };
    case 'error':
      return { kind: 'error', text: outcome.error };
    case 'timeout':
      return {
        kind: 'failure',
        text: `command timed out: ${goQuote(command.join(' '))} timed out after ${timeoutSeconds}s`,
      };
    case 'exit':
      return { kind: outcome.code === 0 ? 'success' : 'failure', text: outcome.output.slice(0, 10240) };
  }
}

/** Only literal values of `env` are put in for `$(NAME)`. */
function expanded(command: readonly string[], { raw }: ContainerSpec): readonly string[] {
  if (!command.some((word) => word.includes('$('))) return command;
  const values = Object.fromEntries(list(raw['env']).map(({ name, value }) => [name, text(value)]));
  return command.map((word) => expand(word, values));
}

/** What Go says of a name that is no number either. */
export const noPort = (port: number | string): string =>
  `strconv.Atoi: parsing ${goQuote(String(port))}: invalid syntax`;

/** The number of a port; undefined for a name that the container does not declare. */
export function resolvePort(port: number | string, container: ContainerSpec): number | undefined {
  if (typeof port === 'number') return port;
  return container.ports.find((p) => p.name === port && port !== '')?.containerPort;
}
