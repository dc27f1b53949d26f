/** The wall clock of a run: API timestamps are instants, the Timeline counts from the Pod's creation. */
import { humanDuration } from '../kube/human-duration.ts';
import { EPOCH_MS } from '../simulator/constants.ts';
import type { SimulationInput } from '../simulator/input.ts';
import { readTiming } from '../simulator/timing.ts';

/** AGE as kubectl prints it at `atMs` (milliseconds since the creation): the API keeps the creation in whole seconds. */
export function ageAt(input: SimulationInput, atMs: number): string {
  return humanDuration(atMs + (((createdAtMs(input) % 1000) + 1000) % 1000));
}

/** Milliseconds since 1970 of the Pod's creation. */
export function createdAtMs(input: SimulationInput): number {
  return input.settings.createdAtMs ?? EPOCH_MS + readTiming(input.scenario).create;
}
