/** Servers before 1.34 print bad values that are maps or numbers-or-percentages in Go's own notation. */
import type { FieldError } from '../kube/field-error.ts';
import { goQuote } from '../kube/go-print.ts';
import { type Json, asObject } from '../kube/json.ts';

const labelCodes = ['wl-selector-mismatch', 'ds-selector-missing', 'job-selector-uid-label', 'job-selector-name-label'];
const amountCodes = [
  'intorpercent-format',
  'intorpercent-over-100',
  'dep-both-zero',
  'ds-both-nonzero',
  'sts-max-unavailable-zero',
];
const start = 'Invalid value: ';

const listCodes = ['job-pfp-exit-order', 'job-pfp-exit-values-required'];
const resourceCodes = ['lr-object', 'quota-resource', 'podres-name', 'pod-overhead'];
const resizeCodes = ['resize-duplicate', 'resize-resource'];

/** The error as a server before 1.34 words it; values of other types stay as newer servers print them. */
export function withOlderValue(error: FieldError): FieldError {
  if (namesResource(error)) return withBareName(error);
  const print = printerOf(error);
  if (print === undefined || !error.message.startsWith(start)) return withGoQuotes(error);
  const end = error.message.search(
    /: (?:`selector`|must|a valid|may|cannot|at least|name part|prefix|a qualified|doesn't)/,
  );
  const value = end < 0 ? undefined : parseValue(error.message.slice(start.length, end));
  return value === undefined ? error : { ...error, message: start + print(value) + error.message.slice(end) };
}

function printerOf({ code }: FieldError): ((value: Json) => string) | undefined {
  if (labelCodes.includes(code)) return labelsInGo;
  if (amountCodes.includes(code)) return amountInGo;
  return listCodes.includes(code) ? listInGo : undefined;
}

/**
 * Whether the bad value is the name of a resource: it has a text of its own in Go, and that was printed without
 * quotes.
 */
function namesResource({ code, field, message }: FieldError): boolean {
  if (resizeCodes.includes(code)) return true;
  const quoted = /^[A-Z]\w+ value: ("(?:[^"\\]|\\.)*"):/.exec(message)?.[1];
  return quoted !== undefined && isResourceCode(code) && field.endsWith(`[${JSON.parse(quoted) as string}]`);
}

function isResourceCode(code: string): boolean {
  return code.startsWith('res-name') || resourceCodes.includes(code);
}

function withBareName(error: FieldError): FieldError {
  const message = error.message.replace(
    /^([A-Z]\w+ value: )("(?:[^"\\]|\\.)*")/,
    (_all, words: string, name: string) => words + (JSON.parse(name) as string),
  );
  return { ...error, message };
}

/** Words of an enum were quoted as Go quotes texts, not as JSON. */
function withGoQuotes(error: FieldError): FieldError {
  if (!error.message.includes('\\u')) return error;
  const message = error.message.replace(
    /^([A-Z]\w+ value: )("(?:[^"\\]|\\["\\/bfnrtu])*")/,
    (_all, words: string, text: string) => words + goQuote(JSON.parse(text) as string),
  );
  return { ...error, message };
}

function listInGo(value: Json): string {
  return Array.isArray(value) ? `[]int32{${value.join(', ')}}` : '[]int32(nil)';
}

/** Our own message holds JSON here, unless an id in it was made open already. */
function parseValue(text: string): Json | undefined {
  if (!/^(?:null|-?\d+|"(?:[^"\\]|\\.)*"|\{.*\}|\[[-\d,]*\])$/s.test(text)) return undefined;
  return JSON.parse(text) as Json;
}

function labelsInGo(value: Json): string {
  const labels = asObject(value);
  if (labels === undefined) return 'map[string]string(nil)';
  return `map[string]string{${Object.entries(labels)
    .map(([key, label]) => `${goQuote(key)}:${goQuote(String(label))}`)
    .join(', ')}}`;
}

function amountInGo(value: Json): string {
  const isText = typeof value === 'string';
  return `intstr.IntOrString{Type:${isText ? 1 : 0}, IntVal:${isText ? 0 : String(value)}, StrVal:${goQuote(isText ? value : '')}}`;
}
