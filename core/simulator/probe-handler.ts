/** What a probe asks and how the answer reads. Mirrors pkg/kubelet/prober/prober.go and pkg/probe (1.36). */
import { goQuote } from '../kube/go-print.ts';
import { PROBE_TRIES } from './constants.ts';
import type { Process } from './engine.ts';
import type { ContainerSpec, Handler, Probe, ProbeKind } from './pod.ts';
import { beginProbe, endProbe } from './probe-latency.ts';
import { execSync } from './exec-sync.ts';
import { connect } from './network.ts';
import type { PodLife } from './world.ts';

export interface ProbeOutcome {
  readonly kind: 'success' | 'warning' | 'failure' | 'error';
  readonly text: string;
  readonly field?: string | undefined;
}

export interface ProbeCall {
  readonly container: ContainerSpec;
  readonly kind: ProbeKind;
  readonly probe: Probe;
  readonly id: number;
}

const IP = '<podIP>';

/** The address of the Pod as the latency of its probes counts it. */
const ADDRESS = '10.244.0.5';

/** Internal errors are tried again at once, up to three times. */
export function* runProbe(life: PodLife, call: ProbeCall): Process<ProbeOutcome> {
  let outcome: ProbeOutcome = { kind: 'error', text: '' };
  for (let i = 0; i < PROBE_TRIES; i++) {
    outcome = yield* once(life, call);
    if (outcome.kind !== 'error') return outcome;
  }
  return outcome;
}

function* once(life: PodLife, call: ProbeCall): Process<ProbeOutcome> {
  const { handler } = call.probe;
  if (handler.kind === 'exec') return yield* execProbe(life, call, expand(handler.command, call.container));
  if (handler.kind === 'sleep' || handler.kind === 'none') {
    const { name, namespace } = life.lastApi.meta;
    return {
      kind: 'error',
      text: `missing probe handler for ${name}_${namespace}(${life.uid}):${call.container.name}`,
    };
  }
  const port = resolvePort(handler.port, call.container);
  if (port === undefined) return badPort(handler.port);
  const key = handlerKey(handler, port);
  yield life.world.engine.nowMs + beginProbe(life, key);
  const outcome =
    handler.kind === 'http'
      ? yield* httpProbe(life, call, handler, port)
      : handler.kind === 'tcp'
        ? yield* tcpProbe(life, call, handler, port)
        : yield* grpcProbe(life, call, handler);
  endProbe(life, key);
  return outcome;
}

/** What two probes share that ask for the same thing. */
function handlerKey(handler: Extract<Handler, { kind: 'http' | 'tcp' | 'grpc' }>, port: number): string {
  switch (handler.kind) {
    case 'http':
      return `${handler.scheme.toLowerCase()}://${handler.host || ADDRESS}:${port}${handler.path}`;
    case 'tcp':
      return `${handler.host || ADDRESS}${port}`;
    case 'grpc':
      return `${ADDRESS}${handler.service}${port}`;
  }
}

function* execProbe(life: PodLife, call: ProbeCall, command: readonly string[]): Process<ProbeOutcome> {
  const instance = life.instances.find((i) => i.id === call.id);
  if (!instance)
    return {
      kind: 'error',
      text: `rpc error: code = NotFound desc = an error occurred when try to find container "<id>": not found`,
    };
  const seconds = call.probe.timeoutSeconds,
    { worker } = life;
  const stop = { signal: worker.cancel, isStopped: () => worker.contextEnded };
  const outcome = yield* execSync(
    life,
    instance,
    { id: life.nextId++, command, purpose: call.kind },
    { timeoutMs: seconds * 1000, stop },
  );
  if (outcome.kind === 'stopped') return { kind: 'error', text: 'rpc error: code = Canceled desc = context canceled' };
  if (outcome.kind === 'error') return { kind: 'error', text: outcome.error };
  if (outcome.kind === 'timeout')
    return { kind: 'failure', text: `command timed out: ${goQuote(command.join(' '))} timed out after ${seconds}s` };
  return { kind: outcome.code === 0 ? 'success' : 'failure', text: outcome.output.slice(0, 10240) };
}

/** Only literal values of `env` are put in for `$(NAME)`. */
function expand(command: readonly string[], container: ContainerSpec): readonly string[] {
  const env = container.raw['env'];
  if (!Array.isArray(env) || !command.some((word) => word.includes('$('))) return command;
  const values = new Map<string, string>();
  for (const item of env as readonly { name?: unknown; value?: unknown }[]) {
    if (typeof item?.name === 'string') values.set(item.name, typeof item.value === 'string' ? item.value : '');
  }
  return command.map((word) =>
    word.replace(/\$(\$|\(([^)]*)\))/g, (all: string, sign: string, name: string | undefined) =>
      sign === '$' ? '$' : (values.get(name ?? '') ?? all),
    ),
  );
}

/** The number of a port; undefined for a name that the container does not declare. */
export function resolvePort(port: number | string, container: ContainerSpec): number | undefined {
  if (typeof port === 'number') return port;
  return container.ports.find((p) => p.name === port && port !== '')?.containerPort;
}

function badPort(port: number | string): ProbeOutcome {
  return { kind: 'error', text: `strconv.Atoi: parsing ${goQuote(String(port))}: invalid syntax` };
}

/** An HTTP client that gives up waits this much longer for its transport. */
const GIVE_UP_MS = 1;

function* httpProbe(
  life: PodLife,
  call: ProbeCall,
  handler: Extract<Handler, { kind: 'http' }>,
  port: number,
): Process<ProbeOutcome> {
  const { engine, timing } = life.world,
    timeoutMs = call.probe.timeoutSeconds * 1000;
  const host = handler.host || IP,
    path =
      handler.path.includes('?') || handler.path.includes('#') ? handler.path.replace(/[?#].*$/, '') : handler.path;
  const url = (): string => goQuote(`${handler.scheme.toLowerCase()}://${host}:${port}${handler.path}`);
  const answer = connect(life, {
    protocol: 'http',
    host: handler.host,
    port,
    path,
    purpose: call.kind,
    ...(path === handler.path ? {} : { target: handler.path }),
  });
  const { field } = answer;
  if (!answer.open)
    return { kind: 'failure', text: `Get ${url()}: dial tcp ${host}:${port}: connect: connection refused`, field };
  if (answer.error !== undefined) return { kind: 'error', text: answer.error, field };
  if (answer.hangs || answer.takesMs > timeoutMs) {
    yield engine.nowMs + timeoutMs + Math.min(GIVE_UP_MS, timing.probeSpread);
    return {
      kind: 'failure',
      text: `Get ${url()}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
      field,
    };
  }
  if (answer.takesMs > 0) yield engine.nowMs + answer.takesMs;
  return httpOutcome(answer.status ?? 200, answer.location, answer.body ?? '', field);
}

function httpOutcome(
  status: number,
  location: string | undefined,
  body: string,
  field: string | undefined,
): ProbeOutcome {
  if (status < 200 || status >= 400)
    return { kind: 'failure', text: `HTTP probe failed with statuscode: ${status}`, field };
  if (status < 300 || location === undefined || !isForeign(location)) return { kind: 'success', text: '', field };
  return { kind: 'warning', text: `Probe terminated redirects, Response body: ${body}`, field };
}

function isForeign(location: string): boolean {
  return /^[a-z]+:\/\//.test(location) && !location.includes(IP);
}

function* tcpProbe(
  life: PodLife,
  call: ProbeCall,
  handler: Extract<Handler, { kind: 'tcp' }>,
  port: number,
): Process<ProbeOutcome> {
  const { engine } = life.world,
    timeoutMs = call.probe.timeoutSeconds * 1000,
    host = handler.host || IP;
  const answer = connect(life, { protocol: 'tcp', host: handler.host, port, path: '', purpose: call.kind });
  if (!answer.open)
    return { kind: 'failure', text: `dial tcp ${host}:${port}: connect: connection refused`, field: answer.field };
  if (answer.error !== undefined) return { kind: 'error', text: answer.error, field: answer.field };
  const isLate = answer.hangs === true || answer.takesMs > timeoutMs,
    takesMs = isLate ? timeoutMs : answer.takesMs;
  if (takesMs > 0) yield engine.nowMs + takesMs;
  return isLate
    ? { kind: 'failure', text: `dial tcp ${host}:${port}: i/o timeout`, field: answer.field }
    : { kind: 'success', text: '', field: answer.field };
}

function* grpcProbe(
  life: PodLife,
  call: ProbeCall,
  handler: Extract<Handler, { kind: 'grpc' }>,
): Process<ProbeOutcome> {
  const { engine } = life.world,
    seconds = call.probe.timeoutSeconds,
    timeoutMs = seconds * 1000;
  const answer = connect(life, { protocol: 'grpc', port: handler.port, path: handler.service, purpose: call.kind });
  const { field } = answer;
  if (!answer.open) {
    yield engine.nowMs + timeoutMs;
    return {
      kind: 'failure',
      text: `timeout: failed to connect service "${IP}:${handler.port}" within ${seconds}s: context deadline exceeded`,
      field,
    };
  }
  if (answer.error !== undefined) return { kind: 'error', text: answer.error, field };
  if (answer.hangs || answer.takesMs > timeoutMs) {
    yield engine.nowMs + timeoutMs;
    return { kind: 'failure', text: `timeout: health rpc did not complete within ${seconds}s`, field };
  }
  if (answer.takesMs > 0) yield engine.nowMs + answer.takesMs;
  if (answer.serving === undefined || answer.serving === 'SERVING')
    return { kind: 'success', text: 'service healthy', field };
  return {
    kind: 'failure',
    text: answer.serving === 'NOT_SERVING' ? 'service unhealthy (responded with "NOT_SERVING")' : answer.serving,
    field,
  };
}
