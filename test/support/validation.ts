/** Runs our validation over manifests as tests write them. */
import type { FieldError } from '../../core/kube/field-error.ts';
import { applyDefaults } from '../../core/kube/defaults.ts';
import type { Json, JsonObject } from '../../core/kube/json.ts';
import { type ValidationContext, defaultContext } from '../../core/validation/context.ts';
import { validateObject } from '../../core/validation/index.ts';

/** Errors of a plain object with its defaults. */
export function errorsOf(object: unknown, context: ValidationContext = defaultContext): readonly FieldError[] {
  const { apiVersion, kind } = object as { readonly apiVersion: string; readonly kind: string };
  return validateObject(apiVersion, kind, applyDefaults(apiVersion, kind, object as JsonObject), context);
}

/** `type field message` of each, as recorded verdicts have them. */
export function causesOf(errors: readonly FieldError[]): readonly string[] {
  return errors.map(({ type, field, message }) => `${type} ${field} ${message.replaceAll('<random>', 'xxxxx')}`);
}

/** A Pod with one container named `web`; `container` and `spec` add to it. */
export function podWith(parts: {
  readonly container?: object;
  readonly spec?: object;
  readonly metadata?: object;
}): JsonObject {
  const container = { name: 'web', image: 'nginx', ...parts.container };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', ...parts.metadata },
    spec: { containers: [container], ...parts.spec },
  } as unknown as JsonObject;
}

/** Whether a path as we print it leads to a node, or to a missing field of an existing object. */
export function hasPlace(object: Json | undefined, path: string): boolean {
  if (path === '') return true;
  if (typeof object !== 'object' || object === null) return false;
  const isList = Array.isArray(object);
  const rest = path.startsWith('.') ? path.slice(1) : path;
  const keys = Object.keys(object);
  const reached = keys.some((key) => {
    const heads = isList ? [`[${key}]`] : [`[${key}]`, key];
    return heads.some(
      (head) =>
        rest.startsWith(head) &&
        /^(?:$|[.[])/.test(rest.slice(head.length)) &&
        hasPlace((object as JsonObject)[key], rest.slice(head.length)),
    );
  });
  return reached || (!isList && /^\w+$/.test(rest));
}
