/**
 * A located tree as the JSON that Kubernetes makes of it: merged keys resolved, the last of equal keys wins, keys
 * sorted.
 */
import { goJsonString } from '../kube/go-print.ts';
import type { Json } from '../kube/json.ts';
import { type Budget, effectiveEntries } from '../syntax/effective.ts';
import { type MapEntry, type MapNode, type Node, resolveAlias, type ScalarNode } from '../syntax/tree.ts';

export type { Budget } from '../syntax/effective.ts';

/** The entries of a map as JSON has them, sorted by key as the server reads them. */
export function jsonEntries(map: MapNode, budget: Budget): readonly MapEntry[] {
  const entries = map.entries;
  if (isSimple(entries)) return isSorted(entries) ? entries : entries.toSorted(byKey);
  return [...effectiveEntries(map, budget)].sort(byKey);
}

function isSimple(entries: readonly MapEntry[]): boolean {
  if (entries.some((entry) => entry.isMerge || entry.key === undefined)) return false;
  return new Set(entries.map((entry) => entry.key)).size === entries.length;
}

function isSorted(entries: readonly MapEntry[]): boolean {
  return entries.every((entry, i) => i === 0 || byKey(entries[i - 1] as MapEntry, entry) < 0);
}

function byKey(left: MapEntry, right: MapEntry): number {
  const a = left.key ?? '';
  const b = right.key ?? '';
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Go's name of what stands there in JSON: `string`, `number`, `bool`, `object`, `array`, `null`. */
export type JsonType = 'string' | 'number' | 'bool' | 'object' | 'array' | 'null';

export function jsonTypeOf(node: Node): JsonType {
  if (node.kind === 'map') return 'object';
  if (node.kind === 'list') return 'array';
  if (node.kind === 'alias') return 'null';
  const type = node.value.type;
  return type === 'int' || type === 'float' ? 'number' : type;
}

/** The digits of a number as JSON writes it. */
export function numberText(node: ScalarNode): string {
  return node.value.type === 'int' || node.value.type === 'float' ? (node.value.json ?? '0') : '0';
}

/** A JSON number: exact, a bigint beyond 2^53. */
export function numberOf(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(text) ? value : BigInt(text);
}

/** The whole node as plain JSON. */
export function toJson(source: Node, budget: Budget): Json {
  const node = resolveAlias(source);
  if (budget.left-- <= 0 || node.kind === 'alias') return null;
  if (node.kind === 'list') return node.items.map((item) => toJson(item, budget));
  if (node.kind === 'scalar') return scalarJson(node);
  return Object.fromEntries(jsonEntries(node, budget).map((entry) => [entry.key ?? '', toJson(entry.value, budget)]));
}

function scalarJson(node: ScalarNode): Json {
  switch (node.value.type) {
    case 'null':
      return null;
    case 'bool':
    case 'string':
      return node.value.value;
    default:
      return numberOf(numberText(node));
  }
}

/** The node as JSON text, as Go prints it (keys sorted, `<`, `>` and `&` escaped). */
export function jsonText(source: Node, budget: Budget): string {
  const node = resolveAlias(source);
  if (budget.left-- <= 0 || node.kind === 'alias') return 'null';
  if (node.kind === 'list') return `[${node.items.map((item) => jsonText(item, budget)).join(',')}]`;
  if (node.kind === 'map') {
    const entries = jsonEntries(node, budget);
    return `{${entries.map((entry) => `${goJsonString(entry.key ?? '')}:${jsonText(entry.value, budget)}`).join(',')}}`;
  }
  if (node.value.type === 'string') return goJsonString(node.value.value);
  return node.value.type === 'bool' ? String(node.value.value) : node.value.type === 'null' ? 'null' : numberText(node);
}
