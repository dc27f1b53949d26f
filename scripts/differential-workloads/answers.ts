/** Our answer about one decoded document, in the oracle's form. */
import { applyDefaults } from '../../core/kube/defaults.ts';
import type { JsonObject } from '../../core/kube/json.ts';
import { defaultContext } from '../../core/validation/context.ts';
import { validateObject } from '../../core/validation/index.ts';
import { prepareForCreate } from '../../core/validation/prepare.ts';
import { storedForm } from '../../core/kube/stored-form.ts';
import { apiWarnings } from '../../core/validation/warnings.ts';

export interface Answer {
  /** `type field message` of each. */
  readonly causes: readonly string[];
  readonly warnings: readonly string[];
  readonly defaulted: unknown;
}

export function answerOf(
  document: JsonObject & { readonly apiVersion: string; readonly kind: string },
  context = defaultContext,
): Answer {
  const { apiVersion, kind } = document;
  const isNamespaced = kind !== 'Namespace' && kind !== 'PriorityClass';
  const defaulted = applyDefaults(apiVersion, kind, document as JsonObject);
  const prepared = prepareForCreate(apiVersion, kind, defaulted, context);
  const errors = validateObject(apiVersion, kind, defaulted, context);
  return {
    causes: errors.map((error) => `${error.type} ${error.field} ${error.message}`),
    warnings:
      errors.length > 0 ? [] : apiWarnings(apiVersion, kind, defaulted, context).map((warning) => warning.message),
    defaulted: errors.length > 0 ? undefined : inNamespace(storedForm(apiVersion, kind, prepared), isNamespaced),
  };
}

/** The oracle fills in the namespace of the request. */
function inNamespace(stored: JsonObject, isNamespaced: boolean): JsonObject {
  if (!isNamespaced) return stored;
  return { ...stored, metadata: { namespace: 'default', ...(stored.metadata as JsonObject) } };
}
