/** postStart and preStop hooks. Mirrors pkg/kubelet/lifecycle/handlers.go (1.36). */
import { goQuote } from '../kube/go-print.ts';
import { addCause } from './causes.ts';
import type { Process } from './engine.ts';
import { podFullName, type ApiPod, type ContainerSpec, type Handler } from './pod.ts';
import { resolvePort, noPort } from './probe-handler.ts';
import { execSync } from './exec-sync.ts';
import { connect, podAddress } from './network.ts';
import type { Instance, PodLife } from './world.ts';
import { note } from './log.ts';

export interface HookCall {
  readonly container: ContainerSpec;
  readonly instance: Instance;
  /** The container has such a hook. */
  readonly hook: 'postStart' | 'preStop';
}

/** Undefined if the hook succeeded, else its error. There is no time limit here. */
export function* runHook(life: PodLife, pod: ApiPod, call: HookCall): Process<string | undefined> {
  const startMs = life.now(),
    { container, hook } = call;
  const cause = addCause(life, `${hook} hook runs`, `${container.path}.lifecycle.${hook}`, [life.lastCause]);
  const error = yield* perform(life, pod, call);
  const ok = error === undefined,
    endMs = Math.round(life.now());
  note(life, { kind: 'hook', container: container.name, hook, endMs, ok, note: error ?? '', cause }, startMs);
  return error;
}

function* perform(life: PodLife, pod: ApiPod, call: HookCall): Process<string | undefined> {
  const { container, instance, hook } = call,
    handler = container[hook] ?? { kind: 'none' as const };
  const failed = (what: string, error: string): string =>
    `${what} for Container "${container.name}" in Pod "${podFullName(pod.meta)}" failed - error: ${error}`;
  switch (handler.kind) {
    case 'exec': {
      const outcome = yield* execSync(life, instance, { command: handler.command, purpose: hook });
      if (outcome.kind === 'exit' && outcome.code === 0) return undefined;
      const command = handler.command.join(' '),
        what = `Exec lifecycle hook ([${command}])`;
      if (outcome.kind !== 'exit')
        return failed(what, `${outcome.kind === 'error' ? outcome.error : outcome.kind}, message: ""`);
      const { code, output } = outcome;
      return failed(what, `command '${command}' exited with ${code}: ${output}, message: ${goQuote(output)}`);
    }
    // The kubelet itself sleeps: whether the container lives on does not matter.
    case 'sleep':
      yield life.now() + handler.seconds * 1000;
      return undefined;
    case 'http': {
      const error = yield* overHttp(life, call, handler);
      return error === undefined ? undefined : failed(`HTTP lifecycle hook (${handler.path})`, error);
    }
    case 'tcp':
    case 'grpc':
    case 'none':
      return `Cannot run handler: invalid handler: ${goHandler(handler)}`;
  }
}

/** The handlers that the kubelet does not know for hooks, as Go prints them. */
function goHandler(handler: Handler): string {
  if (handler.kind !== 'tcp') return '&LifecycleHandler{Exec:nil,HTTPGet:nil,TCPSocket:nil,Sleep:nil,}';
  const { port, host } = handler;
  const value = typeof port === 'number' ? `{0 ${port} }` : `{1 0 ${port}}`;
  return `&LifecycleHandler{Exec:nil,HTTPGet:nil,TCPSocket:&TCPSocketAction{Port:${value},Host:${host},},Sleep:nil,}`;
}

/** The answer's status does not matter, and there is no time limit: only a process that ends breaks the connection. */
function* overHttp(
  life: PodLife,
  { container, instance, hook }: HookCall,
  handler: Extract<Handler, { kind: 'http' }>,
): Process<string | undefined> {
  const port = resolvePort(handler.port, container);
  if (port === undefined) return noPort(handler.port);
  const answer = connect(life, { protocol: 'http', host: handler.host, port, path: handler.path, purpose: hook });
  const address = `${handler.host || podAddress(life)}:${port}`,
    url = goQuote(`${handler.scheme.toLowerCase()}://${address}${handler.path}`);
  if (!answer.open) return `Get ${url}: dial tcp ${address}: connect: connection refused`;
  if (!answer.hangs) {
    yield life.now() + answer.takesMs;
    return undefined;
  }
  while (instance.state === 'running') yield instance.ended;
  return `Get ${url}: EOF`;
}
