/** Why things happen: links that end at a field of the manifest or of the Scenario. Sweeps keep none. */
import { given } from '../kube/given.ts';
import type { PodLife } from './world.ts';

/**
 * Notes a cause of what happens now and gives its index; undefined where causes are off. `where` is a field of the
 * manifest (below the Pod's `spec` or `metadata`), one of the Scenario, or both; `because` are the causes of this one.
 */
export function addCause(
  life: PodLife,
  text: string,
  where?: string | readonly (string | undefined)[],
  because: readonly (number | undefined)[] = [],
  detail?: string,
): number | undefined {
  const { causes, lastApi } = life;
  if (!life.withCauses) return undefined;
  const isManifest = (field: string): boolean => field.startsWith(lastApi.spec.path) || field.startsWith('metadata.');
  const fields = [where].flat().filter((field) => field !== undefined),
    links = because.filter((index) => index !== undefined);
  causes.push(
    given({
      atMs: Math.round(life.now()),
      text,
      detail,
      field: fields.find(isManifest),
      scenarioField: fields.find((field) => !isManifest(field)),
      because: links.length > 0 ? links : undefined,
    }),
  );
  return causes.length - 1;
}
