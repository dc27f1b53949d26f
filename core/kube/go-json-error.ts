/** What Go's encoding/json says about a text that is no JSON, or not the JSON that was wanted. */

/** Position after a value, or why there is none. */
type Step = { readonly end: number } | { readonly error: string };

const kinds: Readonly<Record<string, string>> = { '[': 'array', '"': 'string', t: 'bool', f: 'bool' };

/** Go's error for a text that does not decode into a map; `undefined` where it does (`null`, too). */
export function goJsonObjectError(text: string): string | undefined {
  const error = goJsonSyntaxError(text);
  if (error !== undefined) return error;
  const first = text.trimStart().charAt(0);
  if (first === '{' || first === 'n') return undefined;
  return `json: cannot unmarshal ${kinds[first] ?? 'number'} into Go value of type map[string]interface {}`;
}

/** Go's error for a text that is not one JSON value; `undefined` where it is. */
export function goJsonSyntaxError(text: string): string | undefined {
  const step = value(text, skip(text, 0), 0);
  if ('error' in step) return step.error;
  const rest = skip(text, step.end);
  return rest === text.length ? undefined : at(text, rest, 'after top-level value');
}

function skip(text: string, from: number): number {
  let position = from;
  while (position < text.length && ' \t\r\n'.includes(text.charAt(position))) position++;
  return position;
}

/**
 * Inside a number, a word or an escape Go sees the end as a blank; elsewhere blanks are fine, and so the end is the
 * problem.
 */
function at(text: string, position: number, context: string): string {
  if (position >= text.length)
    return /^in (?!string literal)|decimal point/.test(context)
      ? `invalid character ' ' ${context}`
      : 'unexpected end of JSON input';
  return `invalid character ${quoteChar(text.charAt(position))} ${context}`;
}

function quoteChar(char: string): string {
  if (char === "'") return "'\\''";
  if (char === '"') return "'\"'";
  const escapes: Readonly<Record<string, string>> = {
    '\n': '\\n',
    '\t': '\\t',
    '\r': '\\r',
    '\\': '\\\\',
    '\b': '\\b',
    '\f': '\\f',
    '\v': '\\v',
  };
  const code = char.charCodeAt(0);
  if (escapes[char] !== undefined) return `'${escapes[char]}'`;
  return code < 0x20 || code === 0x7f ? `'\\x${code.toString(16).padStart(2, '0')}'` : `'${char}'`;
}

function fail(text: string, position: number, context: string): Step {
  return { error: at(text, position, context) };
}

function value(text: string, start: number, depth: number): Step {
  const char = text.charAt(start);
  if (depth > 10_000) return { error: 'exceeded max depth' };
  if (char === '{') return members(text, start, depth);
  if (char === '[') return elements(text, start, depth);
  if (char === '"') return string(text, start);
  if (char === '-' || (char >= '0' && char <= '9')) return number(text, start);
  for (const word of ['true', 'false', 'null']) if (char === word.charAt(0)) return literal(text, start, word);
  return fail(text, start, 'looking for beginning of value');
}

function literal(text: string, start: number, word: string): Step {
  for (let i = 1; i < word.length; i++) {
    if (text.charAt(start + i) !== word.charAt(i))
      return fail(text, start + i, `in literal ${word} (expecting '${word.charAt(i)}')`);
  }
  return { end: start + word.length };
}

function string(text: string, start: number): Step {
  let position = start + 1;
  for (; position < text.length; position++) {
    const char = text.charAt(position);
    if (char === '"') return { end: position + 1 };
    if (char < ' ') return fail(text, position, 'in string literal');
    if (char !== '\\') continue;
    position++;
    if (text.charAt(position) === 'u') {
      for (const last = position + 4; position < last;) {
        position++;
        if (!/^[0-9a-fA-F]$/.test(text.charAt(position)))
          return fail(text, position, 'in \\u hexadecimal character escape');
      }
    } else if (position >= text.length || !'bfnrt\\/"'.includes(text.charAt(position)))
      return fail(text, position, 'in string escape code');
  }
  return fail(text, position, 'in string literal');
}

function number(text: string, start: number): Step {
  const isDigit = (position: number): boolean => /^[0-9]$/.test(text.charAt(position));
  const digits = (from: number): number => {
    let position = from;
    while (isDigit(position)) position++;
    return position;
  };
  let position = text.charAt(start) === '-' ? start + 1 : start;
  if (!isDigit(position)) return fail(text, position, 'in numeric literal');
  position = text.charAt(position) === '0' ? position + 1 : digits(position);
  if (text.charAt(position) === '.') {
    if (!isDigit(position + 1)) return fail(text, position + 1, 'after decimal point in numeric literal');
    position = digits(position + 1);
  }
  if (!/^[eE]$/.test(text.charAt(position))) return { end: position };
  position += /^[+-]$/.test(text.charAt(position + 1)) ? 2 : 1;
  return isDigit(position) ? { end: digits(position) } : fail(text, position, 'in exponent of numeric literal');
}

function members(text: string, start: number, depth: number): Step {
  let position = skip(text, start + 1);
  if (text.charAt(position) === '}') return { end: position + 1 };
  for (;;) {
    if (text.charAt(position) !== '"') return fail(text, position, 'looking for beginning of object key string');
    const key = string(text, position);
    if ('error' in key) return key;
    position = skip(text, key.end);
    if (text.charAt(position) !== ':') return fail(text, position, 'after object key');
    const member = value(text, skip(text, position + 1), depth + 1);
    if ('error' in member) return member;
    position = skip(text, member.end);
    if (text.charAt(position) === '}') return { end: position + 1 };
    if (text.charAt(position) !== ',') return fail(text, position, 'after object key:value pair');
    position = skip(text, position + 1);
  }
}

function elements(text: string, start: number, depth: number): Step {
  let position = skip(text, start + 1);
  if (text.charAt(position) === ']') return { end: position + 1 };
  for (;;) {
    const element = value(text, position, depth + 1);
    if ('error' in element) return element;
    position = skip(text, element.end);
    if (text.charAt(position) === ']') return { end: position + 1 };
    if (text.charAt(position) !== ',') return fail(text, position, 'after array element');
    position = skip(text, position + 1);
  }
}
