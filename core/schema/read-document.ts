/**
 * From a document's text to an API object: which kind it is, what the server's decoder makes of it, and what it
 * refuses.
 */
import { goQuote } from '../kube/go-print.ts';
import type { JsonObject } from '../kube/json.ts';
import { type DuplicateKey, readTree } from '../syntax/reader.ts';
import {
  effectiveEntryOf,
  type MapEntry,
  type MapNode,
  type Node,
  resolveAlias,
  type SyntaxProblem,
  type Tree,
} from '../syntax/tree.ts';
import { isBuiltInVersion, isServed, versionOf } from './api-kinds.ts';
import { type Decoded, decodeObject, unknownMessage } from './decode.ts';
import type { NullField, TypeProblem, UnknownField } from './decode-walker.ts';
import { jsonTypeOf } from './json-node.ts';
import { type Struct, structOfKind } from './tree.ts';

export interface DocumentHead {
  /** As written; undefined if missing or no string. */
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  readonly apiVersionEntry: MapEntry | undefined;
  readonly kindEntry: MapEntry | undefined;
  /** Neither is written: it is an item, and the kind of its list says what it is. */
  readonly isAssumed?: true;
}

/** What an item of a `PodList` is that does not say. */
export interface AssumedHead {
  readonly apiVersion: string;
  readonly kind: string;
}

export interface ReadDocument {
  readonly head: DocumentHead;
  /** The top-level map, if there is one. */
  readonly root: MapNode | undefined;
  /** The document has no content. */
  readonly isEmpty: boolean;
  /**
   * The kind it is read as; a missing apiVersion is filled in from the kind. Undefined for kinds that Podscope does
   * not read.
   */
  readonly struct: Struct | undefined;
  readonly apiVersion: string;
  readonly kind: string;
  /** What Go holds after decoding; mistyped values are left out. Undefined without a known kind. */
  readonly value: JsonObject | undefined;
  /** Problems of the YAML: unreadable for the server. */
  readonly syntax: readonly SyntaxProblem[];
  readonly duplicates: readonly DuplicateKey[];
  readonly unknown: readonly UnknownField[];
  readonly problems: readonly TypeProblem[];
  readonly nulls: readonly NullField[];
  /** The texts of `strict decoding error: …`, in the server's order. */
  readonly strictErrors: readonly string[];
  /** The same where the object cannot be decoded: a server of another version may be able to. */
  readonly possibleErrors: readonly string[];
  /** Why the server cannot decode the object at all, in its words. */
  readonly decodeError: string | undefined;
}

/** Reads one document; `linesBefore` are the lines that the server counts in front of `text`. Never throws. */
export function readDocument(text: string, tree: Tree, linesBefore = 0, assumed?: AssumedHead): ReadDocument {
  const root = tree.root === undefined ? undefined : resolveAlias(tree.root);
  const map = root?.kind === 'map' ? root : undefined;
  const written = headOf(map);
  const isHeadless = written.apiVersionEntry === undefined && written.kindEntry === undefined;
  const head = isHeadless && assumed !== undefined ? { ...written, ...assumed, isAssumed: true as const } : written;
  const isReadable = tree.root !== undefined && tree.problems.every(({ isLater }) => isLater);
  const reader = isReadable && tree.root !== undefined ? readTree(tree.root, text) : undefined;
  const syntax = reader?.problem === undefined ? tree.problems : inOrder([...tree.problems, reader.problem]);
  const kind = head.kind ?? '';
  // Go reads `/v1` as version v1 of the group without a name.
  const apiVersion = head.apiVersion?.replace(/^\/(?=[^/]+$)/, '') ?? versionOf(kind) ?? '';
  const struct = structOfKind(apiVersion, kind);
  const decoded = map !== undefined && struct !== undefined ? decodeObject(map, struct) : undefined;
  const duplicates = syntax.length === 0 ? (reader?.duplicates ?? []) : [];
  const decodeError = decodeErrorOf({ text, syntax, root, head, kind, apiVersion, decoded });
  const possibleErrors = strictTexts(decoded, duplicates, linesBefore);
  return {
    head,
    root: map,
    isEmpty: tree.root === undefined && syntax.length === 0,
    struct,
    apiVersion,
    kind,
    value: valueOf(decoded, apiVersion),
    syntax,
    duplicates,
    unknown: decoded?.unknown ?? [],
    problems: decoded?.problems ?? [],
    nulls: decoded?.nulls ?? [],
    strictErrors: decodeError === undefined ? possibleErrors : [],
    possibleErrors,
    decodeError,
  };
}

/** Whatever way the version was written, the server names it in its own. */
function valueOf(decoded: Decoded | undefined, apiVersion: string): JsonObject | undefined {
  const value = decoded?.value as JsonObject | undefined;
  return value === undefined || value.apiVersion === apiVersion || value.apiVersion === undefined
    ? value
    : { ...value, apiVersion };
}

/** What needs the whole document (keys and numbers that JSON has not) is found last. */
function inOrder(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  const isLast = ({ message }: SyntaxProblem): boolean => /^(?:unsupported map key|json: )/.test(message);
  // A key is made before it is refused, a merged value is refused before it is made.
  const placeOf = ({ message, range }: SyntaxProblem): number =>
    message.startsWith('invalid map key') ? range.end : message.startsWith('map merge') ? range.start - 1 : range.start;
  return problems.toSorted((a, b) => Number(isLast(a)) - Number(isLast(b)) || placeOf(a) - placeOf(b));
}

function headOf(map: MapNode | undefined): DocumentHead {
  const apiVersionEntry = headEntry(map, 'apiVersion');
  const kindEntry = headEntry(map, 'kind');
  return { apiVersion: stringOf(apiVersionEntry), kind: stringOf(kindEntry), apiVersionEntry, kindEntry };
}

/**
 * Where the server looks for kind and version it does not mind upper and lower case; the last in sorted order counts,
 * null does not.
 */
function headEntry(map: MapNode | undefined, key: string): MapEntry | undefined {
  if (map === undefined) return undefined;
  const exact = effectiveEntryOf(map, key);
  const lower = key.toLowerCase();
  const others = map.entries.filter((entry) => entry.key !== key && entry.key?.toLowerCase() === lower);
  if (others.length === 0) return exact;
  const all = [...(exact === undefined ? [] : [exact]), ...others].sort((a, b) =>
    (a.key ?? '') < (b.key ?? '') ? -1 : 1,
  );
  return all.findLast((entry) => jsonTypeOf(resolveAlias(entry.value)) !== 'null') ?? all.at(-1);
}

function stringOf(entry: MapEntry | undefined): string | undefined {
  const node = entry === undefined ? undefined : resolveAlias(entry.value);
  return node?.kind === 'scalar' && node.value.type === 'string' ? node.value.value : undefined;
}

const maxStrictErrors = 100;

function strictTexts(
  decoded: Decoded | undefined,
  duplicates: readonly DuplicateKey[],
  linesBefore: number,
): readonly string[] {
  const lines = duplicates.map(
    ({ printed, line }) => `  line ${line + linesBefore}: key ${printed} already set in map`,
  );
  const twice = lines.length === 0 ? [] : [`yaml: unmarshal errors:\n${lines.join('\n')}`];
  const unknown = [...new Set(decoded?.unknown.map(unknownMessage))].slice(0, maxStrictErrors);
  return [...twice, ...unknown];
}

interface DecodeInput {
  readonly text: string;
  readonly syntax: readonly SyntaxProblem[];
  readonly root: Node | undefined;
  readonly head: DocumentHead;
  readonly kind: string;
  readonly apiVersion: string;
  readonly decoded: Decoded | undefined;
}

function decodeErrorOf(input: DecodeInput): string | undefined {
  const { syntax, root, head, decoded } = input;
  const unreadable = syntax[0];
  if (unreadable !== undefined) return unrecognized(input, readerText(unreadable.message));
  const metaError = root === undefined ? undefined : metaErrorOf(root, head);
  if (metaError !== undefined) return unrecognized(input, `couldn't get version/kind; json parse error: ${metaError}`);
  const problem = decoded?.problems.find((candidate) => candidate.isHard) ?? decoded?.problems[0];
  if (problem !== undefined) return problem.message;
  return notRegistered(input.apiVersion, input.kind);
}

/** Errors of the YAML reader carry its name; those of the step to JSON do not. */
function readerText(message: string): string {
  return /^(?:unsupported map key|json: )/.test(message) ? message : `yaml: ${message}`;
}

function metaErrorOf(root: Node, head: DocumentHead): string | undefined {
  const found = jsonTypeOf(root);
  if (found !== 'object' && found !== 'null') {
    const type =
      'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
    return `json: cannot unmarshal ${found} into Go value of type ${type}`;
  }
  return fieldError(head.apiVersionEntry, 'apiVersion') ?? fieldError(head.kindEntry, 'kind');
}

function fieldError(entry: MapEntry | undefined, field: string): string | undefined {
  const found = entry === undefined ? 'null' : jsonTypeOf(resolveAlias(entry.value));
  if (found === 'null' || found === 'string') return undefined;
  return `json: cannot unmarshal ${found} into Go struct field .${field} of type string`;
}

function notRegistered(apiVersion: string, kind: string): string | undefined {
  if (kind === '' || !isBuiltInVersion(apiVersion) || isServed(apiVersion, kind)) return undefined;
  // Lists of one kind are objects, too, although nobody creates them.
  if (versionOf(kind) !== undefined || versionOf(kind.replace(/List$/, '')) !== undefined) return undefined;
  return `no kind ${goQuote(kind)} is registered for version ${goQuote(apiVersion)} in scheme "pkg/api/legacyscheme/scheme.go:30"`;
}

/** What the server says of a body it cannot read, with the first bytes in hexadecimal as it prints them. */
function unrecognized(input: DecodeInput, reason: string): string {
  const kind = input.kind === '' || !isServed(input.apiVersion, input.kind) ? 'Pod' : input.kind;
  return `the object provided is unrecognized (must be of type ${kind}): ${reason} (${firstBytes(input.text)})`;
}

const shownBytes = 30;

function firstBytes(text: string): string {
  let bytes = '';
  for (const char of text.slice(0, shownBytes + 1)) bytes += utf8Hex(char.codePointAt(0) ?? 0);
  return bytes.length > shownBytes * 2 ? `${bytes.slice(0, shownBytes * 2)} ...` : bytes;
}

function utf8Hex(code: number): string {
  const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
  const tail = (shift: number): string => hex(0x80 | ((code >> shift) & 0x3f));
  if (code < 0x80) return hex(code);
  if (code < 0x800) return hex(0xc0 | (code >> 6)) + tail(0);
  if (code < 0x10000) return hex(0xe0 | (code >> 12)) + tail(6) + tail(0);
  return hex(0xf0 | (code >> 18)) + tail(12) + tail(6) + tail(0);
}
