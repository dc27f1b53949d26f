/**
 * Sidecars end after the regular containers, in reverse order. Mirrors
 * pkg/kubelet/kuberuntime/kuberuntime_termination_order.go (1.36).
 */
import { createSignal, fire, type Engine, type Process, type Signal } from './engine.ts';
import type { PodSpec } from './pod.ts';

export interface TerminationOrder {
  readonly before: ReadonlyMap<string, readonly string[]>;
  readonly ended: Set<string>;
  readonly changed: Signal;
  readonly end: (name: string) => void;
}

export function createOrder(life: Engine, spec: PodSpec, running: readonly string[]): TerminationOrder {
  const ended = new Set(
    [...spec.containers, ...spec.init].map((c) => c.name).filter((name) => !running.includes(name)),
  );
  const before = new Map<string, readonly string[]>();
  const regular = spec.containers.map((c) => c.name);
  let later: string | undefined;
  for (const container of [...spec.init].reverse()) {
    if (container.role !== 'sidecar') continue;
    before.set(container.name, later === undefined ? regular : [...regular, later]);
    later = container.name;
  }
  const changed = createSignal();
  return {
    before,
    ended,
    changed,
    end: (name) => {
      ended.add(name);
      fire(life, changed);
    },
  };
}

/** Waits for those that go first, at most the grace period; gives the whole seconds of waiting. */
export function* waitForTurn(
  life: Engine,
  order: TerminationOrder,
  name: string,
  graceSeconds: number,
): Process<number> {
  const startMs = life.nowMs,
    untilMs = startMs + graceSeconds * 1000;
  const isOpen = (): boolean => (order.before.get(name) ?? []).every((other) => order.ended.has(other));
  while (!isOpen() && life.nowMs < untilMs) yield { signal: order.changed, untilMs };
  return Math.floor((life.nowMs - startMs) / 1000);
}
