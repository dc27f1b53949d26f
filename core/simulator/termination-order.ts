/**
 * Sidecars end after the regular containers, in reverse order. Mirrors
 * pkg/kubelet/kuberuntime/kuberuntime_termination_order.go (1.36).
 */
import { createSignal, type Clock, type Process, type Signal } from './engine.ts';
import type { PodSpec, ContainerSpec } from './pod.ts';

export interface TerminationOrder {
  readonly spec: PodSpec;
  readonly ended: Set<string>;
  readonly changed: Signal;
}

export function createOrder(spec: PodSpec, running: readonly string[]): TerminationOrder {
  const idle = [...spec.containers, ...spec.init].filter(({ name }) => !running.includes(name));
  return { spec, ended: new Set(idle.map(({ name }) => name)), changed: createSignal() };
}

/** For a sidecar, the regular containers and the sidecar that was started after it. */
function goFirst({ containers, init }: PodSpec, name: string): readonly ContainerSpec[] {
  const sidecars = init.filter(({ role }) => role === 'sidecar'),
    i = sidecars.findIndex((sidecar) => sidecar.name === name);
  return i < 0 ? [] : [...containers, ...sidecars.slice(i + 1, i + 2)];
}

/** Waits for those that go first, at most the grace period; gives the whole seconds of waiting. */
export function* waitForTurn(
  life: Clock,
  order: TerminationOrder,
  name: string,
  graceSeconds: number,
): Process<number> {
  const startMs = life.now(),
    untilMs = startMs + graceSeconds * 1000;
  const first = goFirst(order.spec, name),
    isOpen = (): boolean => first.every((other) => order.ended.has(other.name));
  while (!isOpen() && life.now() < untilMs) yield { signal: order.changed, untilMs };
  return Math.floor((life.now() - startMs) / 1000);
}
