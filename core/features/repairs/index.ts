/** Ways to mend an error of the server: what its rule knows, else what its words tell. */
import type { FieldError, FixIntent } from '../../kube/field-error.ts';
import { type Manifest, structAtPath } from '../../model/manifest.ts';
import { placeOfField } from '../field-place.ts';
import { repairsByMessage } from './by-message.ts';
import { type Broken, lastOf, type Repairs } from './context.ts';
import { envRepairs } from './env.ts';
import { metadataRepairs } from './metadata.ts';
import { networkRepairs } from './network.ts';
import { resourceRepairs } from './resources.ts';
import { schedulingRepairs } from './scheduling.ts';
import { securityRepairs } from './security.ts';
import { volumeRepairs } from './volumes.ts';
import { workloadRepairs } from './workloads.ts';

const byCode: Repairs = {
  ...envRepairs,
  ...metadataRepairs,
  ...networkRepairs,
  ...resourceRepairs,
  ...schedulingRepairs,
  ...securityRepairs,
  ...volumeRepairs,
  ...workloadRepairs,
};

/** The best first; none where only the author can know. What the check itself intends comes before all others. */
export function repairsOf(manifest: Manifest, error: FieldError): readonly FixIntent[] {
  const { object, podSpecPath: specPath = '' } = manifest;
  const at = error.at ?? placeOfField(error.field, manifest.podSpecPath);
  if (error.fix !== undefined) return [naming(error.fix, at)];
  const spec = specPath === '' ? {} : structAtPath(object, specPath);
  const broken: Broken = { error, at, object, spec, specPath };
  const own = Object.hasOwn(byCode, error.code) ? (byCode[error.code]?.(broken) ?? []) : [];
  return (own.length > 0 ? own : repairsByMessage(broken)).map((intent) => naming(intent, at));
}

/** What changes at another place than that of the error is called by its name. */
function naming(intent: FixIntent, at: string): FixIntent {
  if (intent.kind !== 'set' || intent.title !== undefined || lastOf(intent.at) === lastOf(at)) return intent;
  const value = Array.isArray(intent.value) ? `[${intent.value.join(', ')}]` : String(intent.value);
  return { ...intent, title: `Change ${lastOf(intent.at)} to ${value}` };
}
