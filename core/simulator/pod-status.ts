/** The status that a sync reports. Mirrors generateAPIPodStatus in pkg/kubelet/kubelet_pods.go (1.36). */
import { isPastDeadline, DEADLINE } from './active-deadline.ts';
import {
  allRestarting,
  containersReady,
  initialized,
  isKubeletCondition,
  podReady,
  named,
  readyToStart,
} from './conditions.ts';
import { convertContainers } from './container-status.ts';
import { tell } from './event-recorder.ts';
import { computePhase } from './phase.ts';
import {
  DISRUPTION,
  findCondition,
  isTerminalPhase,
  type ApiPod,
  type Condition,
  type ContainerStatus,
  type Phase,
  type PodStatus,
} from './pod.ts';
import { markProbed } from './probe-status.ts';
import { canRestartAll, shouldRestartAll } from './restart-decision.ts';
import { type PodLife, type RuntimeStatus, knownStatus } from './world.ts';

/**
 * `isTerminal`: all containers are stopped for good. May trigger readiness probes and emit the event of a passed
 * deadline.
 */
export function generateStatus(life: PodLife, pod: ApiPod, status: RuntimeStatus, isTerminal: boolean): PodStatus {
  const old = knownStatus(life, pod);
  const context = { life, pod, status, isRestartingAll: canRestartAll(pod.spec) && shouldRestartAll(pod, status, old) };
  const plain = convertContainers(context, pod.spec.containers, old.containers);
  const plainInit = convertContainers(context, pod.spec.init, old.init);
  const ephemeral = convertContainers(context, pod.spec.ephemeral, old.ephemeral);
  const active = status.sandboxes[0];
  const hasStarted =
    active?.ready === true &&
    pod.spec.containers.some((c) => status.byName.get(c.name)?.some((view) => view.sandbox === active.id));
  let phase = computePhase({
    pod,
    init: plainInit,
    containers: plain,
    isTerminal,
    hasStarted,
    isStatic: life.isStatic,
  });
  if (!isTerminalPhase(phase))
    phase = isTerminalPhase(old.phase) ? old.phase : isTerminalPhase(pod.status.phase) ? pod.status.phase : phase;
  let { reason, message } =
    phase === old.phase
      ? { reason: old.reason || pod.status.reason, message: old.message || pod.status.message }
      : { reason: '', message: '' };
  if (isPastDeadline(life, pod)) {
    phase = 'Failed';
    ({ reason, message } = DEADLINE);
    tell(life, undefined, reason, message);
  }
  if (isTerminalPhase(pod.status.phase)) phase = pod.status.phase;
  const { init, containers } = markProbed(life, pod, plainInit, plain);
  return {
    phase,
    reason,
    message,
    startTime: old.startTime,
    hasIP: status.hasIP || pod.spec.hostNetwork,
    qosClass: pod.status.qosClass,
    observedGeneration: pod.meta.generation,
    conditions: conditions(life, pod, status, old, { init, containers, phase }),
    init,
    containers,
    ephemeral,
  };
}

interface Parts {
  readonly init: readonly ContainerStatus[];
  readonly containers: readonly ContainerStatus[];
  readonly phase: Phase;
}

function conditions(
  life: PodLife,
  pod: ApiPod,
  status: RuntimeStatus,
  old: PodStatus,
  parts: Parts,
): readonly Condition[] {
  const { init, containers, phase } = parts,
    list: Condition[] = [];
  for (const c of pod.status.conditions) if (!isKubeletCondition(c.type) && c.type !== DISRUPTION) list.push(c);
  const ready = containersReady(pod, init, containers, phase),
    main = podReady(pod, ready, list);
  const disruption = findCondition(old, DISRUPTION) ?? findCondition(pod.status, DISRUPTION);
  if (disruption) list.push(disruption);
  if (life.gates.minor >= 29) list.push(readyToStart(pod, status));
  list.push(initialized(pod, init, containers, phase, old), main, ready, named('PodScheduled', 'True'));
  if (canRestartAll(pod.spec)) list.push(allRestarting(pod, status, old, phase));
  return list;
}
