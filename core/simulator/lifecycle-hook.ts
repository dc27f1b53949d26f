/** postStart and preStop hooks. Mirrors pkg/kubelet/lifecycle/handlers.go (1.36). */
import { goQuote } from '../kube/go-print.ts';
import { addCause } from './causes.ts';
import type { Process } from './engine.ts';
import { podFullName, type ApiPod, type ContainerSpec, type Handler } from './pod.ts';
import { resolvePort } from './probe-handler.ts';
import { execSync } from './exec-sync.ts';
import { connect } from './network.ts';
import type { Instance, PodLife } from './world.ts';
import { note } from './log.ts';

export interface HookCall {
  readonly container: ContainerSpec;
  readonly instance: Instance;
  readonly hook: 'postStart' | 'preStop';
  readonly handler: Handler;
}

/** Undefined if the hook succeeded, else its error. There is no time limit here. */
export function* runHook(life: PodLife, pod: ApiPod, call: HookCall): Process<string | undefined> {
  const { engine } = life.world,
    startMs = engine.nowMs,
    { container, hook } = call;
  const cause = addCause(life, {
    text: `${hook} hook runs`,
    field: `${container.path}.lifecycle.${hook}`,
    because: [life.lastCause],
  });
  const error = yield* perform(life, pod, call);
  note(
    life,
    {
      kind: 'hook',
      container: container.name,
      hook,
      endMs: Math.round(engine.nowMs),
      ok: error === undefined,
      note: error ?? '',
      cause,
    },
    startMs,
  );
  return error;
}

function* perform(life: PodLife, pod: ApiPod, call: HookCall): Process<string | undefined> {
  const { engine } = life.world,
    { handler, container, instance } = call;
  switch (handler.kind) {
    case 'exec': {
      const outcome = yield* execSync(life, instance, {
        id: life.nextId++,
        command: handler.command,
        purpose: call.hook,
      });
      if (outcome.kind === 'exit' && outcome.code === 0) return undefined;
      const error =
        outcome.kind === 'exit'
          ? `command '${handler.command.join(' ')}' exited with ${outcome.code}: ${outcome.output}`
          : outcome.kind === 'error'
            ? outcome.error
            : outcome.kind;
      const output = outcome.kind === 'exit' ? outcome.output : '';
      return `Exec lifecycle hook ([${handler.command.join(' ')}]) for Container "${container.name}" in Pod "${podFullName(pod.meta)}" failed - error: ${error}, message: ${goQuote(output)}`;
    }
    // The kubelet itself sleeps: whether the container lives on does not matter.
    case 'sleep':
      yield engine.nowMs + handler.seconds * 1000;
      return undefined;
    case 'http':
      return yield* overHttp(life, container, handler, call.hook);
    case 'tcp':
    case 'grpc':
    case 'none':
      return undefined;
  }
}

function* overHttp(
  life: PodLife,
  container: ContainerSpec,
  handler: Extract<Handler, { kind: 'http' }>,
  hook: 'postStart' | 'preStop',
): Process<string | undefined> {
  const port = resolvePort(handler.port, container) ?? (handler.port === '' ? 80 : undefined);
  if (port === undefined) return `invalid port ${handler.port}`;
  const answer = connect(life, { protocol: 'http', host: handler.host, port, path: handler.path, purpose: hook });
  const url = `http://${handler.host || '<podIP>'}:${port}${handler.path}`;
  if (!answer.open)
    return `Get ${goQuote(url)}: dial tcp ${handler.host || '<podIP>'}:${port}: connect: connection refused`;
  yield life.world.engine.nowMs + answer.takesMs;
  return undefined;
}
