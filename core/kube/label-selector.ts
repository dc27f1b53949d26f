/**
 * A label selector at work: which labels it matches, and how the server prints it (apimachinery
 * pkg/apis/meta/v1/helpers.go, 1.36).
 */
import { type Json, type JsonObject, asObject, objectsAt, stringAt, stringMapAt, stringsAt } from './json.ts';
import { meetsRequirement } from './requirement.ts';
import { labelKeyErrors, labelValueErrors } from './labels.ts';

export interface Selector {
  /** No requirement at all: it matches everything. */
  readonly isEmpty: boolean;
  matches(labels: JsonObject | undefined): boolean;
}

const nothing: Selector = { isEmpty: false, matches: () => false };
const everything: Selector = { isEmpty: true, matches: () => true };

/** A missing selector matches nothing, an empty one everything; `undefined` where the server cannot convert it. */
export function selectorOf(selector: Json | undefined): Selector | undefined {
  const fields = asObject(selector);
  if (fields === undefined) return nothing;
  const requirements = [
    ...stringMapAt(fields, 'matchLabels').map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...objectsAt(fields, 'matchExpressions').map(requirementOf),
  ];
  if (requirements.length === 0) return everything;
  if (!requirements.every(isConvertible)) return undefined;
  return { isEmpty: false, matches: (labels) => requirements.every((requirement) => meets(requirement, labels)) };
}

/** A plain map as the selector of a ReplicationController. */
export function selectorOfMap(map: Json | undefined): Selector {
  const wanted = Object.entries(asObject(map) ?? {});
  if (wanted.length === 0) return everything;
  return {
    isEmpty: false,
    matches: (labels) => wanted.every(([key, value]) => has(labels, key) && (labels?.[key] ?? '') === (value ?? '')),
  };
}

/** The selector in the order and with the omissions of its Go struct, ready to be printed as JSON. */
export function selectorAsPrinted(selector: Json | undefined): Json {
  const fields = asObject(selector);
  if (fields === undefined) return null;
  const labels = asObject(fields.matchLabels);
  const expressions = objectsAt(fields, 'matchExpressions').map((expression) => ({
    key: stringAt(expression, 'key'),
    operator: stringAt(expression, 'operator'),
    values: stringsAt(expression, 'values').length === 0 ? undefined : stringsAt(expression, 'values'),
  }));
  return {
    matchLabels: labels === undefined || Object.keys(labels).length === 0 ? undefined : sortedMap(labels),
    matchExpressions: expressions.length === 0 ? undefined : expressions,
  };
}

/** A map as Go prints it: keys in the order of their bytes, `null` for a missing one. */
export function sortedMap(map: Json | undefined): Json {
  const entries = asObject(map);
  if (entries === undefined) return null;
  const sorted = Object.keys(entries).sort(compareRunes);
  return Object.fromEntries(sorted.map((key) => [key, entries[key] ?? '']));
}

/** The order of UTF-8 bytes, which is that of code points. */
function compareRunes(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a[i]?.codePointAt(0) ?? 0) - (b[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

function requirementOf(expression: JsonObject): Requirement {
  return {
    key: stringAt(expression, 'key'),
    operator: stringAt(expression, 'operator'),
    values: stringsAt(expression, 'values'),
  };
}

function isConvertible({ key, operator, values }: Requirement): boolean {
  const needsValues = operator === 'In' || operator === 'NotIn';
  if (!needsValues && operator !== 'Exists' && operator !== 'DoesNotExist') return false;
  if (needsValues !== values.length > 0) return false;
  return labelKeyErrors(key).length === 0 && values.every((value) => labelValueErrors(value).length === 0);
}

function meets({ key, ...wanted }: Requirement, labels: JsonObject | undefined): boolean {
  return meetsRequirement(wanted, has(labels, key) ? stringAt(labels, key) : undefined);
}

function has(labels: JsonObject | undefined, key: string): boolean {
  return labels !== undefined && Object.hasOwn(labels, key);
}
