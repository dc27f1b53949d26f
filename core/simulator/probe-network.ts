/** Probes over the network: what they ask, and what they make of an answer. Mirrors pkg/probe/http, tcp and grpc (1.36). */
import type { NetworkAnswer, NetworkQuestion } from '../behaviour/program.ts';
import { goQuote } from '../kube/go-print.ts';
import type { Handler, ProbeKind } from './pod.ts';
import type { ProbeOutcome } from './probe-handler.ts';

export type NetworkHandler = Extract<Handler, { kind: 'http' | 'tcp' | 'grpc' }>;

/** The Pod's address in prepared texts. */
export const IP = '<podIP>';

/** The address of the Pod as the latency of its probes counts it. */
const ADDRESS = '10.244.0.5';

/** An HTTP client that gives up waits this much longer for its transport. */
const GIVE_UP_MS = 1;

/** What two probes share that ask for the same thing. */
export function targetName(handler: NetworkHandler, port: number): string {
  switch (handler.kind) {
    case 'http':
      return `${handler.scheme.toLowerCase()}://${handler.host || ADDRESS}:${port}${handler.path}`;
    case 'tcp':
      return `${handler.host || ADDRESS}${port}`;
    case 'grpc':
      return `${ADDRESS}${handler.service}${port}`;
  }
}

export function question(handler: NetworkHandler, port: number, purpose: ProbeKind): NetworkQuestion {
  const { kind: protocol } = handler;
  if (protocol === 'grpc') return { protocol, port, path: handler.service, purpose };
  const full = protocol === 'http' ? handler.path : '',
    path = full.replace(/[?#].*$/, '');
  return { protocol, host: handler.host, port, path, target: path === full ? undefined : full, purpose };
}

/** What comes of an answer, and how much later. */
export interface Reply {
  readonly afterMs: number;
  readonly outcome: ProbeOutcome;
  /** A redirect within the same host: what is asked next. */
  readonly follow?: { readonly question: NetworkQuestion; readonly location: string } | undefined;
}

interface Words {
  /** Nobody listens. */
  readonly refused: string;
  readonly refusedAfterMs: number;
  /** No answer in time. */
  readonly late: string;
  readonly lateAfterMs: number;
  readonly read: (answer: Extract<NetworkAnswer, { open: true }>) => ProbeOutcome;
}

/** `timeoutSeconds` is the probe's; `spreadMs` limits what giving up takes. */
export function replyTo(
  handler: NetworkHandler,
  port: number,
  timeoutSeconds: number,
  spreadMs: number,
): (answer: NetworkAnswer, asked: NetworkQuestion) => Reply {
  const words = wordsOf(handler, port, timeoutSeconds, spreadMs);
  return (answer, asked) => {
    const reply = (afterMs: number, { kind, text }: ProbeOutcome, follow?: Reply['follow']): Reply => ({
      afterMs,
      outcome: { kind, text, field: answer.field },
      follow,
    });
    if (!answer.open) return reply(words.refusedAfterMs, failure(words.refused));
    if (answer.error !== undefined) return reply(0, { kind: 'error', text: answer.error });
    if (answer.hangs || answer.takesMs > timeoutSeconds * 1000) return reply(words.lateAfterMs, failure(words.late));
    const follow = handler.kind === 'http' ? redirected(handler, answer, asked) : undefined;
    return reply(answer.takesMs, words.read(answer), follow);
  };
}

function wordsOf(handler: NetworkHandler, port: number, seconds: number, spreadMs: number): Words {
  const timeoutMs = seconds * 1000;
  if (handler.kind === 'grpc') {
    const refused = `timeout: failed to connect service "${IP}:${port}" within ${seconds}s: context deadline exceeded`;
    const late = `timeout: health rpc did not complete within ${seconds}s`;
    return { refused, refusedAfterMs: timeoutMs, late, lateAfterMs: timeoutMs, read: grpcOutcome };
  }
  const host = handler.host || IP,
    dial = `dial tcp ${host}:${port}: `,
    closed = `${dial}connect: connection refused`;
  if (handler.kind === 'tcp') {
    const read = (): ProbeOutcome => success('');
    return { refused: closed, refusedAfterMs: 0, late: `${dial}i/o timeout`, lateAfterMs: timeoutMs, read };
  }
  const get = `Get ${goQuote(`${handler.scheme.toLowerCase()}://${host}:${port}${handler.path}`)}: `;
  return {
    refused: get + closed,
    refusedAfterMs: 0,
    late: `${get}context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    lateAfterMs: timeoutMs + Math.min(GIVE_UP_MS, spreadMs),
    read: httpOutcome,
  };
}

const failure = (text: string): ProbeOutcome => ({ kind: 'failure', text });
const success = (text: string): ProbeOutcome => ({ kind: 'success', text });

/** A redirect that the client follows (net/http); others are an answer with a warning. */
const REDIRECTS = [301, 302, 303, 307, 308];

function httpOutcome({ status = 200, body }: Extract<NetworkAnswer, { open: true }>): ProbeOutcome {
  if (status < 200 || status >= 400) return failure(`HTTP probe failed with statuscode: ${status}`);
  if (status < 300) return success('');
  return { kind: 'warning', text: `Probe terminated redirects, Response body: ${body ?? ''}` };
}

function redirected(
  handler: Extract<NetworkHandler, { kind: 'http' }>,
  { status = 200, location }: Extract<NetworkAnswer, { open: true }>,
  asked: NetworkQuestion,
): Reply['follow'] {
  if (!location || !REDIRECTS.includes(status)) return undefined;
  const [, scheme, host = '', port, place = ''] =
    /^(?:([a-z]+):\/\/([^/:?#]+)(?::(\d+))?)?([^#]*)/.exec(location) ?? [];
  if (scheme !== undefined && host !== (handler.host || IP)) return undefined;
  const target = place.startsWith('/') ? place : asked.path.replace(/[^/]*$/, place),
    path = target.replace(/\?.*$/, '') || '/';
  const question = {
    ...asked,
    path,
    target: path === target ? undefined : target,
    port: scheme === undefined ? asked.port : Number(port ?? (scheme === 'https' ? 443 : 80)),
  };
  return { question, location };
}

/** What the client says after ten of them; it names the place that it did not go to. */
export const tooManyRedirects = (location: string): string => `Get ${goQuote(location)}: stopped after 10 redirects`;

function grpcOutcome({ serving = 'SERVING' }: Extract<NetworkAnswer, { open: true }>): ProbeOutcome {
  if (serving === 'SERVING') return success('service healthy');
  return failure(serving === 'NOT_SERVING' ? 'service unhealthy (responded with "NOT_SERVING")' : serving);
}
