/** Asks the rooms that speak for the API server: what it refuses and warns about once an object is decoded. */
import type { ApiWarning, FieldError } from '../kube/field-error.ts';
import type { JsonObject } from '../kube/json.ts';
import type { Manifest } from '../model/manifest.ts';
import { validateObject } from '../validation/index.ts';
import { prepareForCreate } from '../validation/prepare.ts';
import { storedForm } from '../validation/stored-form.ts';
import { apiWarnings } from '../validation/warnings.ts';
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
  const { apiVersion, kind, defaulted } = manifest;
  const errors = validateObject(apiVersion, kind, defaulted, settings);
  // A refused object gets no warnings, and nothing is stored of it.
  if (errors.length > 0) return { errors, warnings: [], forbidden: undefined, defaulted };
  const stored = storedForm(apiVersion, kind, prepareForCreate(apiVersion, kind, defaulted, settings));
  return { errors, warnings: apiWarnings(apiVersion, kind, defaulted, settings), forbidden: undefined, defaulted: stored };
}
