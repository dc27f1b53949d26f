/** The phase of a Pod from its containers' reported states. Mirrors getPhase in pkg/kubelet/kubelet_pods.go (1.36). */
import { byName, type ApiPod, type ContainerSpec, type ContainerStatus, type Phase } from './pod.ts';
import { restartsAfter } from './restart-decision.ts';

export interface PhaseQuestion {
  readonly pod: ApiPod;
  readonly init: readonly ContainerStatus[];
  readonly containers: readonly ContainerStatus[];
  /** All containers are stopped for good. */
  readonly isTerminal: boolean;
  /** Some regular container exists in the current sandbox. */
  readonly hasStarted: boolean;
  readonly isStatic: boolean;
}

export function computePhase(question: PhaseQuestion): Phase {
  const init = countInit(question),
    sidecars = countSidecars(question),
    regular = countRegular(question);
  const waiting = sidecars.waiting + regular.waiting,
    running = sidecars.running + regular.running,
    unknown = sidecars.unknown + regular.unknown;
  if (init.failed > 0) return 'Failed';
  if (init.pending > 0 || (sidecars.pending > 0 && !question.hasStarted) || waiting > 0) return 'Pending';
  if (running > 0 && unknown === 0) return 'Running';
  if (running === 0 && regular.stopped > 0 && unknown === 0) {
    const ended: Phase = regular.stopped === regular.succeeded ? 'Succeeded' : 'Failed';
    if (question.isTerminal && !question.isStatic) return ended;
    return regular.stopped === regular.final ? ended : 'Running';
  }
  return 'Pending';
}

/** Would the exit, if it was one for good, be followed by another instance? */
const isFinal = (
  question: PhaseQuestion,
  container: ContainerSpec,
  exit: { readonly exitCode: number; readonly reason: string },
): boolean => exit.reason !== 'RestartingAllContainers' && !restartsAfter(container, question.pod.spec, exit.exitCode);

function countInit(question: PhaseQuestion): { pending: number; failed: number } {
  const find = byName(question.init);
  let pending = 0,
    failed = 0;
  for (const container of question.pod.spec.init) {
    if (container.role === 'sidecar') continue;
    const status = find(container.name);
    const exit =
      status?.state.kind === 'terminated' ? status.state : status?.state.kind === 'waiting' ? status.last : undefined;
    if (!exit) pending++;
    else if (exit.exitCode !== 0 && isFinal(question, container, exit)) failed++;
  }
  return { pending, failed };
}

function countSidecars(question: PhaseQuestion): {
  pending: number;
  running: number;
  waiting: number;
  unknown: number;
} {
  const find = byName(question.init),
    counts = { pending: 0, running: 0, waiting: 0, unknown: 0 };
  for (const container of question.pod.spec.init) {
    if (container.role !== 'sidecar') continue;
    const status = find(container.name);
    if (!status) counts.unknown++;
    else if (status.state.kind === 'running') {
      counts.running++;
      if (status.started !== true) counts.pending++;
    } else if (status.state.kind === 'waiting' && !status.last) {
      counts.pending++;
      counts.waiting++;
    }
  }
  return counts;
}

function countRegular(question: PhaseQuestion): {
  running: number;
  waiting: number;
  stopped: number;
  succeeded: number;
  final: number;
  unknown: number;
} {
  const find = byName(question.containers),
    counts = { running: 0, waiting: 0, stopped: 0, succeeded: 0, final: 0, unknown: 0 };
  for (const container of question.pod.spec.containers) {
    const status = find(container.name);
    if (!status) {
      counts.unknown++;
      continue;
    }
    if (status.state.kind === 'running') {
      counts.running++;
      continue;
    }
    const exit = status.state.kind === 'terminated' ? status.state : status.last;
    if (!exit) {
      counts.waiting++;
      continue;
    }
    counts.stopped++;
    if (status.state.kind === 'terminated' && exit.exitCode === 0) counts.succeeded++;
    if (isFinal(question, container, exit)) counts.final++;
  }
  return counts;
}
