/** A random scenario while it is made. */
import type { RecordedImage } from '../../../cli/recorded-behaviour.ts';
import type { RecordedAction } from '../../../cli/recording.ts';
import type { Random } from '../random.ts';

type Json = Record<string, unknown>;

/** What a scenario is made of, to be changed in place. */
export interface Draft {
  metadata: Json;
  spec: Json & { containers: Json[]; initContainers?: Json[] };
  images: Record<string, RecordedImage>;
  containers: Record<string, Json>;
  actions: RecordedAction[];
  more: Json;
}

/** Seconds with a fraction. */
export const instant = (r: Random, low: number, high: number): number =>
  r.int(low, high) + Math.round(r.next() * 1000) / 1000;

export const anyContainer = (r: Random, draft: Draft): Json =>
  r.pick([...(draft.spec.initContainers ?? []), ...draft.spec.containers]);
