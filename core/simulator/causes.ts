/** Why things happen: links that end at a field of the manifest or of the Scenario. Sweeps keep none. */
import type { World } from './world.ts';

export interface CauseText {
  readonly text: string;
  readonly detail?: string | undefined;
  readonly field?: string | undefined;
  readonly scenarioField?: string | undefined;
  readonly because?: readonly (number | undefined)[];
}

/** Notes a cause of what happens now and gives its index; undefined where causes are off. */
export function addCause({ world }: { readonly world: World }, cause: CauseText): number | undefined {
  const { causes, engine } = world;
  if (!causes.enabled) return undefined;
  const { text, detail, field, scenarioField } = cause,
    because = cause.because?.filter((index) => index !== undefined) ?? [];
  causes.list.push({
    atMs: Math.round(engine.nowMs),
    text,
    ...(detail === undefined ? {} : { detail }),
    ...(field === undefined ? {} : { field }),
    ...(scenarioField === undefined ? {} : { scenarioField }),
    ...(because.length === 0 ? {} : { because }),
  });
  return causes.list.length - 1;
}

/** A program's field is one of the manifest (`spec.…`) or of the Scenario. */
export function splitField(field: string | undefined): { readonly field?: string; readonly scenarioField?: string } {
  if (field === undefined) return {};
  return field.startsWith('spec.') ? { field } : { scenarioField: field };
}
