/** Why things happen: links that end at a field of the manifest or of the Scenario. Runs without causes (sweeps) keep none. */
import type { Cause } from './timeline.ts';

export interface CauseLog {
  readonly enabled: boolean;
  readonly list: Cause[];
}

export interface CauseText {
  readonly text: string;
  readonly detail?: string | undefined;
  readonly field?: string | undefined;
  readonly scenarioField?: string | undefined;
  readonly because?: readonly (number | undefined)[];
}

/** Notes a cause and gives its index; undefined where causes are off. */
export function addCause(log: CauseLog, atMs: number, cause: CauseText): number | undefined {
  if (!log.enabled) return undefined;
  const because = (cause.because ?? []).filter((index): index is number => index !== undefined);
  log.list.push({
    atMs: Math.round(atMs),
    text: cause.text,
    ...(cause.detail === undefined ? {} : { detail: cause.detail }),
    ...(cause.field === undefined ? {} : { field: cause.field }),
    ...(cause.scenarioField === undefined ? {} : { scenarioField: cause.scenarioField }),
    ...(because.length === 0 ? {} : { because }),
  });
  return log.list.length - 1;
}

/** A program's field is one of the manifest (`spec.…`) or of the Scenario. */
export function splitField(field: string | undefined): { readonly field?: string; readonly scenarioField?: string } {
  if (field === undefined) return {};
  return field.startsWith('spec.') ? { field } : { scenarioField: field };
}
