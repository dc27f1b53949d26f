/**
 * Are two statuses the same for the kubelet? Mirrors isPodStatusByKubeletEqual in
 * pkg/kubelet/status/status_manager.go (1.36).
 */
import { sameJson } from '../kube/json.ts';
import type { PodStatus } from './pod.ts';

/** Conditions of types that `counts` refuses are not compared. Order of conditions does not matter to the kubelet. */
export const sameStatus = (a: PodStatus, b: PodStatus, counts: (type: string) => boolean): boolean =>
  a === b || sameJson(compared(a, counts), compared(b, counts));

function compared({ conditions, ...others }: PodStatus, counts: (type: string) => boolean): object {
  return [others, ...conditions.filter(({ type }) => counts(type)).sort((a, b) => (a.type < b.type ? -1 : 1))];
}
