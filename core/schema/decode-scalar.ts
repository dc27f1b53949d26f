/** The leaves of the strict decoder: strings, numbers, quantities, ports, instants, base64. */
import { bytesToBase64 } from '../kube/base64.ts';
import type { Json } from '../kube/json.ts';
import { parseQuantity, quantityErrorTexts } from '../kube/quantity.ts';
import { type ListNode, type Node, resolveAlias, type ScalarNode } from '../syntax/tree.ts';
import { base64Error } from './base64.ts';
import { addProblem, typeMessage, type Walker } from './decode-walker.ts';
import { timeError } from './go-time.ts';
import { jsonText, jsonTypeOf, numberOf, numberText, toJson } from './json-node.ts';
import type { FieldType } from './tree.ts';

/** The zero value in Go, which a list or a map holds where null is written. */
export function zeroOf(type: FieldType): Json {
  switch (type.kind) {
    case 'string':
      return '';
    case 'bool':
      return false;
    case 'int32':
    case 'int64':
    case 'int-or-string':
      return 0;
    case 'quantity':
      return '0';
    case 'list':
      return [];
    case 'struct':
    case 'map':
      return {};
    default:
      return null;
  }
}

/** Decodes a value that is no struct, list or map; undefined where Go leaves the field alone. */
export function decodeScalar(node: Node, type: FieldType, walker: Walker): Json | undefined {
  const found = jsonTypeOf(node);
  if (type.kind === 'any') return found === 'null' ? undefined : toJson(node, walker.budget);
  if (found === 'null') return undefined;
  switch (type.kind) {
    case 'string':
      return found === 'string' ? textOf(node) : mistyped(node, type, found, walker);
    case 'bool':
      return node.kind === 'scalar' && node.value.type === 'bool'
        ? node.value.value
        : mistyped(node, type, found, walker);
    case 'int32':
    case 'int64':
      return decodeInt(node, type, walker);
    case 'quantity':
      return decodeQuantity(node, type, walker);
    case 'int-or-string':
      return decodeIntOrString(node, type, walker);
    case 'time':
      return decodeTime(node, type, walker);
    default:
      return decodeBytes(node, type, walker);
  }
}

function textOf(node: Node): string {
  return node.kind === 'scalar' && node.value.type === 'string' ? node.value.value : '';
}

function mistyped(node: Node, type: FieldType, found: string, walker: Walker, goType = type.go): undefined {
  addProblem(walker, node, type, typeMessage(walker, found, goType), false);
  return undefined;
}

function mistypedHard(node: Node, type: FieldType, found: string, walker: Walker, goType: string): undefined {
  addProblem(walker, node, type, typeMessage(walker, found, goType), true);
  return undefined;
}

function refused(node: Node, type: FieldType, message: string, walker: Walker, isHard: boolean): undefined {
  addProblem(walker, node, type, message, isHard);
  return undefined;
}

const limits = { int32: 2n ** 31n, int64: 2n ** 63n };

function fits(text: string, bits: 'int32' | 'int64'): boolean {
  if (!/^-?\d+$/.test(text)) return false;
  if (text.length < 10) return true;
  const value = BigInt(text);
  return value < limits[bits] && value >= -limits[bits];
}

/** Go's parser has no negative zero. */
function intOf(text: string): number | bigint {
  return text === '-0' ? 0 : numberOf(text);
}

function decodeInt(node: Node, type: FieldType, walker: Walker): Json | undefined {
  const found = jsonTypeOf(node);
  if (found !== 'number') return mistyped(node, type, found, walker);
  const text = numberText(node as ScalarNode);
  const isFitting = fits(text, type.kind === 'int32' ? 'int32' : 'int64');
  return isFitting ? intOf(text) : mistyped(node, type, `number ${text}`, walker);
}

/** Go reads the raw JSON here: escapes are not resolved, and `true` or a list are just bad texts. */
function decodeQuantity(node: Node, type: FieldType, walker: Walker): Json | undefined {
  const raw = jsonText(node, walker.budget);
  const text = raw.startsWith('"') && raw.length >= 2 ? raw.slice(1, -1) : raw;
  const result = parseQuantity(text);
  if ('quantity' in result) return text.trim();
  return refused(node, type, quantityErrorTexts[result.error], walker, true);
}

function decodeIntOrString(node: Node, type: FieldType, walker: Walker): Json | undefined {
  const found = jsonTypeOf(node);
  if (found === 'string') return textOf(node);
  if (found !== 'number') return mistypedHard(node, type, found, walker, 'int32');
  const text = numberText(node as ScalarNode);
  return fits(text, 'int32') ? intOf(text) : mistypedHard(node, type, `number ${text}`, walker, 'int32');
}

function decodeTime(node: Node, type: FieldType, walker: Walker): Json | undefined {
  const found = jsonTypeOf(node);
  if (found !== 'string') return mistypedHard(node, type, found, walker, 'string');
  const text = textOf(node);
  const error = timeError(text);
  return error === undefined ? text : refused(node, type, error, walker, true);
}

function decodeBytes(node: Node, type: FieldType, walker: Walker): Json | undefined {
  const found = jsonTypeOf(node);
  if (node.kind === 'list') return decodeByteList(node, type, walker);
  if (found !== 'string') return mistyped(node, type, found, walker);
  const text = textOf(node);
  const error = base64Error(text);
  return error === undefined ? text : refused(node, type, error, walker, false);
}

/** Bytes may also be a list of small numbers; nobody writes that. Null leaves a zero. */
function decodeByteList(list: ListNode, type: FieldType, walker: Walker): Json | undefined {
  const bytes = list.items.map(resolveAlias).map((item) => {
    const found = jsonTypeOf(item);
    if (found === 'null') return 0;
    const text = found === 'number' ? jsonText(item, walker.budget) : '';
    if (isByte(text)) return Number(text);
    mistyped(item, type, found === 'number' ? `number ${numberText(item as ScalarNode)}` : found, walker, 'uint8');
    return 0;
  });
  return bytesToBase64(bytes);
}

function isByte(text: string): boolean {
  return /^(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])$/.test(text);
}
