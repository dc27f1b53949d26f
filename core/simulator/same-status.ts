/**
 * Are two statuses the same for the kubelet? Mirrors isPodStatusByKubeletEqual in
 * pkg/kubelet/status/status_manager.go (1.36).
 */
import type { Condition, ContainerStatus, PodStatus, State } from './pod.ts';

/** Conditions of types that `counts` refuses are not compared. Order of conditions does not matter to the kubelet. */
export const sameStatus = (a: PodStatus, b: PodStatus, counts: (type: string) => boolean): boolean =>
  a === b ||
  (a.phase === b.phase &&
    a.reason === b.reason &&
    a.message === b.message &&
    a.startTime === b.startTime &&
    a.hasIP === b.hasIP &&
    a.observedGeneration === b.observedGeneration &&
    sameList(a.containers, b.containers) &&
    sameList(a.init, b.init) &&
    sameList(a.ephemeral, b.ephemeral) &&
    sameConditions(a.conditions, b.conditions, counts));

function sameConditions(a: readonly Condition[], b: readonly Condition[], counts: (type: string) => boolean): boolean {
  let wanted = 0;
  for (const condition of a) {
    if (!counts(condition.type)) continue;
    wanted++;
    const twin = b.find(({ type }) => type === condition.type);
    if (twin === condition) continue;
    if (
      twin?.status !== condition.status ||
      twin.reason !== condition.reason ||
      twin.message !== condition.message ||
      twin.since !== condition.since
    )
      return false;
  }
  for (const { type } of b) if (counts(type)) wanted--;
  return wanted === 0;
}

function sameList(a: readonly ContainerStatus[], b: readonly ContainerStatus[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!sameContainer(a[i]!, b[i]!)) return false;
  return true;
}

const sameContainer = (a: ContainerStatus, b: ContainerStatus): boolean =>
  a === b ||
  (a.name === b.name &&
    a.id === b.id &&
    a.ready === b.ready &&
    a.started === b.started &&
    a.restartCount === b.restartCount &&
    sameState(a.state, b.state) &&
    (a.last === b.last || (a.last !== undefined && b.last !== undefined && sameState(a.last, b.last))));

function sameState(a: State, b: State): boolean {
  if (a === b) return true;
  if (a.kind === 'running') return b.kind === 'running' && a.startedAt === b.startedAt;
  if (a.kind === 'waiting') return b.kind === 'waiting' && a.reason === b.reason && a.message === b.message;
  return (
    b.kind === 'terminated' &&
    a.exitCode === b.exitCode &&
    a.reason === b.reason &&
    a.message === b.message &&
    a.startedAt === b.startedAt &&
    a.finishedAt === b.finishedAt
  );
}
