/** What a plain scalar means to Kubernetes' YAML reader (go.yaml.in/yaml v2: YAML 1.1 without base 60), and its JSON form. */

export type ScalarValue =
  | { readonly type: 'null' }
  | { readonly type: 'bool'; readonly value: boolean }
  /** `json` has all digits. */
  | { readonly type: 'int'; readonly json: string }
  /** `json` is undefined for infinity and not-a-number, which JSON does not have. */
  | { readonly type: 'float'; readonly json: string | undefined; readonly value: number }
  | { readonly type: 'string'; readonly value: string };

const nothing: ScalarValue = { type: 'null' };
const yes: ScalarValue = { type: 'bool', value: true };
const no: ScalarValue = { type: 'bool', value: false };

const words = new Map<string, ScalarValue>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, yes] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, no] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, nothing] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, float(Number.NaN)] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, float(Infinity)] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, float(-Infinity)] as const),
]);

const floatShape = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const maxUnsigned = 2n ** 64n - 1n;
const minSigned = -(2n ** 63n);

/** The value of a plain scalar without a tag. */
export function resolvePlain(text: string): ScalarValue {
  const first = text.charCodeAt(0);
  if (Number.isNaN(first)) return nothing;
  const isNumeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!isNumeric) return words.get(text) ?? stringValue(text);
  return words.get(text) ?? numberOf(text, first === 46) ?? stringValue(text);
}

export function stringValue(value: string): ScalarValue {
  return { type: 'string', value };
}

function float(value: number): ScalarValue {
  const json = Number.isFinite(value) ? (Object.is(value, -0) ? '-0' : String(value)) : undefined;
  return { type: 'float', value, json };
}

function numberOf(text: string, startsWithDot: boolean): ScalarValue | undefined {
  const digits = startsWithDot ? text : text.replaceAll('_', '');
  const int = startsWithDot ? undefined : intOf(digits);
  if (int !== undefined) return { type: 'int', json: int };
  if (!floatShape.test(digits)) return undefined;
  const value = Number(digits);
  return Number.isFinite(value) ? float(value) : undefined;
}

/** Go's `ParseInt` and `ParseUint` with base 0: 64 bits, prefixes `0x`, `0o`, `0b` and the old octal `0`. */
function intOf(digits: string): string | undefined {
  const match = /^([-+]?)(?:(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)|0([0-7]+)|(0|[1-9][0-9]*))$/.exec(digits);
  if (match === null) return undefined;
  const [, sign = '', prefixed, octal, decimal] = match;
  if (decimal !== undefined && decimal.length < 16) return sign === '-' && decimal !== '0' ? `-${decimal}` : decimal;
  const magnitude = BigInt(prefixed ?? (octal === undefined ? (decimal ?? '0') : `0o${octal}`));
  const value = sign === '-' ? -magnitude : magnitude;
  const isInside = value >= minSigned && (sign === '+' ? value < -minSigned : value <= maxUnsigned);
  return isInside ? String(value) : undefined;
}

/** The key in JSON of a map key: numbers and booleans become strings; null has none. */
export function keyText(value: ScalarValue): string | undefined {
  if (value.type === 'string') return value.value;
  if (value.type === 'bool') return String(value.value);
  if (value.type === 'int') return BigInt(value.json) > -minSigned - 1n ? undefined : value.json;
  return value.type === 'float' ? floatKey(value.value) : undefined;
}

/** `strconv.FormatFloat(value, 'g', -1, 32)`. */
function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  if (Object.is(value, -0)) return '-0';
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  const [mantissa = '', exponent = '0'] = shortestSingle(single).split('e');
  const power = Number(exponent);
  if (power < -4 || power >= 21)
    return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  return String(Number(`${mantissa}e${power}`));
}

/** The fewest digits that still round to this single-precision number, as `1.5e+3`. */
function shortestSingle(single: number): string {
  for (let digits = 0; digits < 9; digits++) {
    const text = single.toExponential(digits);
    if (Math.fround(Number(text)) === single) return text;
  }
  return single.toExponential();
}

const knownTags = new Set(['!!str', '!!bool', '!!int', '!!float', '!!null', '!!timestamp']);

export type TaggedResult = { readonly value: ScalarValue } | { readonly problem: string };

/** The value of a scalar with an explicit tag (`!!str`, or the long form with `tag:yaml.org,2002:`). */
export function resolveTagged(tag: string, text: string): TaggedResult {
  if (tag === '!') return { value: stringValue(text) };
  if (tag === '!!binary') return binary(text);
  if (tag === '!!str' || !knownTags.has(tag)) return { value: stringValue(text) };
  const value = resolvePlain(text);
  const own = tagOf(value);
  if (own === tag) return { value };
  if (tag === '!!float' && value.type === 'int') return { value: float(Number(value.json)) };
  if (tag === '!!timestamp' && /^\d{4}-\d{1,2}-\d{1,2}/.test(text)) return { value: stringValue(text) };
  return { problem: `cannot decode ${own} \`${text}\` as a ${tag}` };
}

function tagOf(value: ScalarValue): string {
  return value.type === 'string' ? '!!str' : `!!${value.type}`;
}

function binary(text: string): TaggedResult {
  const decoded = decodeBase64(text);
  return decoded === undefined
    ? { problem: '!!binary value contains invalid base64 data' }
    : { value: stringValue(decoded) };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes read as UTF-8 where that is what they are; undefined if the text is no base64. */
function decodeBase64(source: string): string | undefined {
  const text = source.replace(/[\r\n]/g, '');
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  let escaped = '';
  let bits = 0;
  let count = 0;
  for (const char of text.replace(/=+$/, '')) {
    bits = ((bits << 6) | alphabet.indexOf(char)) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    escaped += `%${((bits >> count) & 0xff).toString(16).padStart(2, '0')}`;
  }
  return fromUtf8(escaped);
}

function fromUtf8(escaped: string): string {
  const isAscii = !/%[89a-f]/.test(escaped);
  const bytes = isAscii
    ? escaped
    : escaped.replace(/%[c-f][0-9a-f](?:%[89ab][0-9a-f])+|%[89a-f][0-9a-f]/g, keepOrReplace);
  return bytes.replace(/(?:%[0-9a-f]{2})+|\ufffd/g, (run) => (run === '\ufffd' ? run : decodeRun(run)));
}

const sequence = /^%(?:[cd]|e|f)/;

function keepOrReplace(run: string): string {
  return sequence.test(run) && run.length > 3 ? run : '\ufffd';
}

function decodeRun(run: string): string {
  const bytes = run
    .slice(1)
    .split('%')
    .map((byte) => Number.parseInt(byte, 16));
  let text = '';
  for (let i = 0; i < bytes.length;) {
    const first = bytes[i] ?? 0;
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    let code = length === 1 ? first : first & (0xff >> (length + 1));
    for (let k = 1; k < length; k++) code = (code << 6) | ((bytes[i + k] ?? 0) & 0x3f);
    text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    i += length;
  }
  return text;
}
