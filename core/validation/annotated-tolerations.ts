/**
 * Tolerations in an annotation, as servers before 1.6 had them: JSON text, read with the errors of Go's
 * `encoding/json`.
 */
import { readGoJson } from '../kube/go-json.ts';
import { type Json, type JsonObject, asObject } from '../kube/json.ts';

export type ParsedTolerations = { readonly tolerations: readonly JsonObject[] } | { readonly error: string };

const stringFields = ['key', 'operator', 'value', 'effect'];

/** The tolerations of the text, or Go's error. */
export function parseTolerations(text: string): ParsedTolerations {
  const result = readGoJson(text);
  if ('error' in result) return result;
  const { value } = result;
  if (value === null) return { tolerations: [] };
  if (!Array.isArray(value))
    return { error: `json: cannot unmarshal ${kindOf(value)} into Go value of type []core.Toleration` };
  for (const item of value as readonly Json[]) {
    const error = itemError(item);
    if (error !== undefined) return { error };
  }
  return { tolerations: (value as readonly Json[]).map((item) => canonical(asObject(item) ?? {})) };
}

/** Go matches names of fields whatever their case. */
function canonical(item: JsonObject): JsonObject {
  const names = [...stringFields, 'tolerationSeconds'];
  return Object.fromEntries(
    Object.entries(item).map(([key, value]) => [
      names.find((name) => name.toLowerCase() === key.toLowerCase()) ?? key,
      value,
    ]),
  );
}

function itemError(item: Json): string | undefined {
  if (item === null) return undefined;
  const object = asObject(item);
  if (object === undefined) return `json: cannot unmarshal ${kindOf(item)} into Go value of type core.Toleration`;
  for (const [key, value] of Object.entries(canonical(object))) {
    const goType = goTypes[key];
    if (goType === undefined || value === null || value === undefined) continue;
    const isRight = key === 'tolerationSeconds' ? Number.isInteger(value) : typeof value === 'string';
    if (!isRight)
      return `json: cannot unmarshal ${kindOf(value)} into Go struct field Toleration.${goNames[key] ?? key} of type ${goType}`;
  }
  return undefined;
}

const goTypes: Readonly<Record<string, string>> = {
  key: 'string',
  operator: 'core.TolerationOperator',
  value: 'string',
  effect: 'core.TaintEffect',
  tolerationSeconds: 'int64',
};
const goNames: Readonly<Record<string, string>> = {
  key: 'Key',
  operator: 'Operator',
  value: 'Value',
  effect: 'Effect',
  tolerationSeconds: 'TolerationSeconds',
};

function kindOf(value: Json): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'number' : `number ${value}`;
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
