/**
 * Formats of names: RFC 1123 labels and subdomains, environment variables, ports; one text per failing test
 * (apimachinery, 1.36).
 */
import { byteLength } from './utf8.ts';

/** The failing texts for a name; `isPrefix` for a `generateName`, whose last `-` is masked. */
export type NameFormat = (name: string, isPrefix: boolean) => readonly string[];

const ok: readonly string[] = Object.freeze([]);
const labelPattern = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomainPattern = `${labelPattern}(\\.${labelPattern})*`;
const underscoreLabelPattern = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const underscorePattern = `${underscoreLabelPattern}(\\.${underscoreLabelPattern})*`;
const label1035Pattern = '[a-z]([-a-z0-9]*[a-z0-9])?';

// The server's patterns above are for printing; these say the same without a choice that could be tried twice.
const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const label1035 = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const underscoreLabel = /^_?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/;

/** `message (e.g. 'a',  or 'b', regex used for validation is '...')`, with the server's two blanks before `or`. */
export function patternError(message: string, pattern: string, ...examples: readonly string[]): string {
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  return examples.length === 0
    ? `${message} (regex used for validation is '${pattern}')`
    : `${message} (e.g. ${shown}regex used for validation is '${pattern}')`;
}

export function maxLengthError(length: number): string {
  return `must be no more than ${length} characters`;
}

export function rangeError(low: number, high: number): string {
  return `must be between ${low} and ${high}, inclusive`;
}

const labelError = patternError(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an " +
    'alphanumeric character',
  labelPattern,
  'my-name',
  '123-abc',
);
const subdomainError = patternError(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an " +
    'alphanumeric character',
  subdomainPattern,
  'example.com',
);
const underscoreError = patternError(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with " +
    'an alphanumeric character',
  underscorePattern,
  'example.com',
);
const label1035Error = patternError(
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an " +
    'alphanumeric character',
  label1035Pattern,
  'my-name',
  'abc-123',
);

function isSubdomain(value: string): boolean {
  return value.split('.').every((part) => label.test(part));
}

/** An RFC 1123 label: names of containers, volumes, namespaces. */
export function dnsLabelErrors(value: string): readonly string[] {
  const isLong = byteLength(value) > 63;
  const isLabel = label.test(value);
  if (!isLong && isLabel) return ok;
  const errors = isLong ? [maxLengthError(63)] : [];
  if (!isLabel) errors.push(isSubdomain(value) ? 'must not contain dots' : labelError);
  return errors;
}

/** An RFC 1123 subdomain: names of objects. */
export function dnsSubdomainErrors(value: string): readonly string[] {
  return lengthAndForm(value, 253, isSubdomain(value), subdomainError);
}

/** A subdomain whose labels may hold `_`: search domains. */
export function underscoreSubdomainErrors(value: string): readonly string[] {
  const isValid = value.split('.').every((part) => underscoreLabel.test(part));
  return lengthAndForm(value, 253, isValid, underscoreError);
}

/** A DNS-1035 label: names of services. */
export function dns1035LabelErrors(value: string): readonly string[] {
  return lengthAndForm(value, 63, label1035.test(value), label1035Error);
}

function lengthAndForm(value: string, maxBytes: number, isValid: boolean, formError: string): readonly string[] {
  const isLong = byteLength(value) > maxBytes;
  if (!isLong && isValid) return ok;
  return [...(isLong ? [maxLengthError(maxBytes)] : []), ...(isValid ? [] : [formError])];
}

export const nameIsSubdomain: NameFormat = (name, isPrefix) => dnsSubdomainErrors(isPrefix ? maskLastDash(name) : name);
export const nameIsLabel: NameFormat = (name, isPrefix) => dnsLabelErrors(isPrefix ? maskLastDash(name) : name);
export const nameIsLabel1035: NameFormat = (name, isPrefix) => dns1035LabelErrors(isPrefix ? maskLastDash(name) : name);

/** The server takes the character before the dash away, too. */
function maskLastDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}

/** An IANA service name; every failing test gives its own text. */
export function portNameErrors(name: string): readonly string[] {
  const errors: string[] = [];
  if (byteLength(name) > 15) errors.push(maxLengthError(15));
  if (!/^[-a-z0-9]+$/.test(name)) errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(name)) errors.push('must contain at least one letter (a-z)');
  if (name.includes('--')) errors.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
}

export function portNumberErrors(port: number | bigint): readonly string[] {
  return port >= 1 && port <= 65535 ? ok : [rangeError(1, 65535)];
}

/** The name of an environment variable since 1.34: printable ASCII without `=`. */
export function envNameErrors(name: string): readonly string[] {
  if (name === '') return ['environment variable name must be non-empty'];
  if (/^[ -<>-~]*$/.test(name)) return ok;
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

const strictEnvError = patternError(
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
  '[-._a-zA-Z][-._a-zA-Z0-9]*',
  'my.env-name',
  'MY_ENV.NAME',
  'MyEnvName1',
);

/** The name of an environment variable before 1.32. */
export function strictEnvNameErrors(name: string): readonly string[] {
  const errors = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) ? [] : [strictEnvError];
  return [...errors, ...dotErrors(name)];
}

const configKeyError = patternError(
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  '[-._a-zA-Z0-9]+',
  'key.name',
  'KEY_NAME',
  'key-name',
);

/** A key of a ConfigMap or Secret. */
export function configKeyErrors(key: string): readonly string[] {
  return [...lengthAndForm(key, 253, /^[-._a-zA-Z0-9]+$/.test(key), configKeyError), ...dotErrors(key)];
}

function dotErrors(value: string): readonly string[] {
  if (value === '.') return ["must not be '.'"];
  if (value === '..') return ["must not be '..'"];
  return value.startsWith('..') ? ["must not start with '..'"] : ok;
}

const httpHeaderError = patternError(
  "a valid HTTP header must consist of alphanumeric characters or '-'",
  '[-A-Za-z0-9]+',
  'X-Header-Name',
);

export function httpHeaderErrors(name: string): readonly string[] {
  return /^[-A-Za-z0-9]+$/.test(name) ? ok : [httpHeaderError];
}

const percentError = patternError(
  "a valid percent string must be a numeric string followed by an ending '%'",
  '[0-9]+%',
  '1%',
  '93%',
);

export function percentErrors(text: string): readonly string[] {
  return /^[0-9]+%$/.test(text) ? ok : [percentError];
}

/** The name as close to a DNS label as it can be made; empty if nothing is left. */
export function toDnsLabel(name: string, maxLength = 63): string {
  const clean = name
    .slice(0, 1000)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxLength + 1);
  return clean.replace(/^-/, '').slice(0, maxLength).replace(/-$/, '');
}

/** The name as close to a DNS subdomain as it can be made; empty if nothing is left. */
export function toDnsSubdomain(name: string): string {
  const parts = name.split('.').map((part) => toDnsLabel(part));
  return parts
    .filter((part) => part !== '')
    .join('.')
    .slice(0, 253);
}
