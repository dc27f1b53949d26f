/** The wall clock of a run: API timestamps are instants, the Timeline counts from the Pod's creation. */
import type { SimulationInput } from '../simulator/input.ts';

/** Where kubelet-oracle's virtual time stands when it creates a Pod: 2000-01-01T00:00:20.250Z. */
export const DEFAULT_CREATED_AT_MS = 946_684_820_250;

/** Milliseconds since 1970 of the Pod's creation. */
export function createdAtMs(input: SimulationInput): number {
  return input.settings.createdAtMs ?? DEFAULT_CREATED_AT_MS;
}
