/**
 * Are two statuses the same for the kubelet? Mirrors isPodStatusByKubeletEqual in
 * pkg/kubelet/status/status_manager.go (1.36).
 */
import { sameJson } from '../kube/json.ts';
import { findCondition, type ContainerStatus, type PodStatus } from './pod.ts';

/** Conditions of types that `counts` refuses are not compared. Order of conditions does not matter to the kubelet. */
export function sameStatus(a: PodStatus, b: PodStatus, counts: (type: string) => boolean): boolean {
  if (a === b) return true;
  for (const list of ['containers', 'init', 'ephemeral'] as const) if (!sameList(a[list], b[list])) return false;
  for (const key of ['phase', 'reason', 'message', 'startTime', 'hasIP', 'observedGeneration'] as const)
    if (a[key] !== b[key]) return false;
  let unmatched = 0;
  for (const condition of a.conditions) {
    if (!counts(condition.type)) continue;
    const twin = findCondition(b, condition.type);
    if (condition !== twin && !sameJson(condition, twin)) return false;
    unmatched--;
  }
  for (const { type } of b.conditions) if (counts(type)) unmatched++;
  return unmatched === 0;
}

/** Field by field: every sync of a run comes by here. */
const sameList = (a: readonly ContainerStatus[], b: readonly ContainerStatus[]): boolean =>
  a === b || (a.length === b.length && a.every((one, i) => one === b[i] || sameContainer(one, b[i]!)));

const sameContainer = (a: ContainerStatus, b: ContainerStatus): boolean =>
  a.id === b.id &&
  a.ready === b.ready &&
  a.started === b.started &&
  a.restartCount === b.restartCount &&
  a.name === b.name &&
  sameJson(a.state, b.state) &&
  sameJson(a.last, b.last);
