/** Why things happen: links that end at a field of the manifest or of the Scenario. Sweeps keep none. */
import { given } from '../kube/given.ts';
import type { PodLife } from './world.ts';

export interface CauseText {
  readonly text: string;
  readonly detail?: string | undefined;
  readonly field?: string | undefined;
  readonly scenarioField?: string | undefined;
  readonly because?: readonly (number | undefined)[];
}

/**
 * Notes a cause of what happens now and gives its index; undefined where causes are off. `where` is a field of the
 * manifest (below the Pod's `spec` or `metadata`), one of the Scenario, or both; `because` are the causes of this one.
 */
export function addCause(
  { world, lastApi }: PodLife,
  said: string | CauseText,
  where?: string | readonly (string | undefined)[],
  because: readonly (number | undefined)[] = [],
  detail?: string,
): number | undefined {
  const { causes, engine } = world;
  if (!causes.enabled) return undefined;
  const old: Partial<CauseText> = typeof said === 'string' ? {} : said;
  const isManifest = (field: string): boolean => field.startsWith(lastApi.spec.path) || field.startsWith('metadata.');
  const fields = [where].flat().filter((field) => field !== undefined),
    links = (old.because ?? because).filter((index) => index !== undefined);
  causes.list.push(
    given({
      atMs: Math.round(engine.nowMs),
      text: typeof said === 'string' ? said : said.text,
      detail: old.detail ?? detail,
      field: old.field ?? fields.find(isManifest),
      scenarioField: old.scenarioField ?? fields.find((field) => !isManifest(field)),
      because: links.length > 0 ? links : undefined,
    }),
  );
  return causes.list.length - 1;
}
