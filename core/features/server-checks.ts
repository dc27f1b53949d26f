/** Asks the rooms that speak for the API server: what it refuses and warns about once an object is decoded. */
import type { ApiWarning, FieldError } from '../kube/field-error.ts';
import type { JsonObject } from '../kube/json.ts';
import type { Manifest } from '../model/manifest.ts';
import type { VerdictSettings } from './verdict.ts';

export interface ServerAnswer {
  readonly errors: readonly FieldError[];
  readonly warnings: readonly ApiWarning[];
  /** Message of the admission plugin that refuses the object. */
  readonly forbidden: string | undefined;
  readonly defaulted: JsonObject;
}

/** The answer to a create of a decoded object; its strict errors are not looked at here. */
export function askServer(manifest: Manifest, settings: VerdictSettings): ServerAnswer {
  void settings;
  return { errors: [], warnings: [], forbidden: undefined, defaulted: manifest.defaulted };
}
