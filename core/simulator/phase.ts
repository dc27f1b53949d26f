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

/** What some containers do at least; `pending` ones keep the Pod from running. */
interface Seen {
  pending: boolean;
  failed: boolean;
  running: boolean;
  unknown: boolean;
}

export function computePhase(question: PhaseQuestion): Phase {
  const seen: Seen = { pending: false, failed: false, running: false, unknown: false };
  lookAtInit(question, seen);
  const { stopped, succeeded, final } = lookAtRegular(question, seen);
  if (seen.failed) return 'Failed';
  if (seen.pending) return 'Pending';
  if (seen.unknown || (!seen.running && stopped === 0)) return 'Pending';
  if (seen.running || (stopped !== final && (!question.isTerminal || question.isStatic))) return 'Running';
  return stopped === succeeded ? 'Succeeded' : 'Failed';
}

/** Would the exit, if it was one for good, be followed by another instance? */
const isFinal = (
  { pod }: PhaseQuestion,
  container: ContainerSpec,
  exit: { readonly exitCode: number; readonly reason: string },
): boolean => exit.reason !== 'RestartingAllContainers' && !restartsAfter(container, pod.spec, exit.exitCode);

function lookAtInit(question: PhaseQuestion, seen: Seen): void {
  const find = byName(question.init);
  for (const container of question.pod.spec.init) {
    const status = find(container.name),
      state = status?.state;
    if (container.role !== 'sidecar') {
      const exit = state?.kind === 'waiting' ? status?.last : state;
      if (exit?.kind !== 'terminated') seen.pending = true;
      else if (exit.exitCode !== 0 && isFinal(question, container, exit)) seen.failed = true;
    } else if (!state) seen.unknown = true;
    else if (state.kind === 'running') {
      seen.running = true;
      if (status?.started !== true && !question.hasStarted) seen.pending = true;
    } else if (state.kind === 'waiting' && !status?.last) seen.pending = true;
  }
}

/** How many regular containers have stopped, and how many of those with success and for good. */
function lookAtRegular(
  question: PhaseQuestion,
  seen: Seen,
): { readonly stopped: number; readonly succeeded: number; readonly final: number } {
  const find = byName(question.containers),
    counts = { stopped: 0, succeeded: 0, final: 0 };
  for (const container of question.pod.spec.containers) {
    const { state, last } = find(container.name) ?? {};
    if (!state) seen.unknown = true;
    else if (state.kind === 'running') seen.running = true;
    else {
      const exit = state.kind === 'terminated' ? state : last;
      if (!exit) seen.pending = true;
      else {
        counts.stopped++;
        if (state.kind === 'terminated' && exit.exitCode === 0) counts.succeeded++;
        if (isFinal(question, container, exit)) counts.final++;
      }
    }
  }
  return counts;
}
