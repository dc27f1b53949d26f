/** Asks the room that speaks for the API server: what it refuses and warns about once an object is decoded. */
import type { ApiWarning, FieldError } from '../kube/field-error.ts';
import { type JsonObject, stringAt, structAt } from '../kube/json.ts';
import type { Manifest } from '../model/manifest.ts';
import { createObject, type Refusal } from '../validation/create.ts';
import type { VerdictSettings } from './verdict-settings.ts';

export interface ServerAnswer {
  readonly errors: readonly FieldError[];
  readonly warnings: readonly ApiWarning[];
  /** Message of the admission plugin that refuses the object. */
  readonly forbidden: string | undefined;
  /** The same with the plugin and the object that decides. */
  readonly refusal: Refusal | undefined;
  /** What a plugin that looks at the cluster first would say: a class that is not among the known objects may well exist. */
  readonly clusterRefusal: Refusal | undefined;
  readonly defaulted: JsonObject;
}

/** The answer to a create of a decoded object; its strict errors are not looked at here. */
export function askServer(manifest: Manifest, settings: VerdictSettings): ServerAnswer {
  const { apiVersion, kind, defaulted } = manifest;
  const { errors, warnings, forbidden, clusterRefusal, stored } = createObject(
    apiVersion,
    kind,
    defaulted,
    settings.objects,
    settings,
  );
  return {
    errors,
    warnings,
    forbidden: forbidden?.message,
    refusal: forbidden,
    clusterRefusal,
    // A refused object is not stored: it is shown with its defaults only.
    defaulted: errors.length > 0 ? defaulted : inNamespace(stored, kind, settings.namespace),
  };
}

const ofCluster: ReadonlySet<string> = new Set(['Namespace', 'PriorityClass', 'RuntimeClass']);

/** What names no namespace goes into that of the request. */
function inNamespace(object: JsonObject, kind: string, namespace: string): JsonObject {
  const metadata = structAt(object, 'metadata');
  return ofCluster.has(kind) || stringAt(metadata, 'namespace') !== ''
    ? object
    : { ...object, metadata: { ...metadata, namespace } };
}
