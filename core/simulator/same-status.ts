/**
 * Are two statuses the same for the kubelet? Mirrors isPodStatusByKubeletEqual in
 * pkg/kubelet/status/status_manager.go (1.36).
 */
import { sameJson } from '../kube/json.ts';
import type { PodStatus } from './pod.ts';

/** Conditions of types that `counts` refuses are not compared. Order of conditions does not matter to the kubelet. */
export function sameStatus(a: PodStatus, b: PodStatus, counts: (type: string) => boolean): boolean {
  if (a === b) return true;
  const own = a.conditions.filter(({ type }) => counts(type)),
    other = b.conditions.filter(({ type }) => counts(type));
  return (
    (Object.keys(a) as (keyof PodStatus)[]).every((key) => key === 'conditions' || sameJson(a[key], b[key])) &&
    own.length === other.length &&
    own.every((condition) =>
      sameJson(
        condition,
        other.find(({ type }) => type === condition.type),
      ),
    )
  );
}
