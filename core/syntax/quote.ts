/** Go's quoting of short texts in the reader's messages; this room may not import `core/kube`. */

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** `%#v` of a string for what occurs in keys and short values. */
export function goQuoteSimple(text: string): string {
  const inner = text.replace(
    /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu,
    (char) => short[char] ?? goEscape(char.codePointAt(0) ?? 0),
  );
  return `"${inner}"`;
}

function goEscape(code: number): string {
  const hex = (width: number): string => code.toString(16).padStart(width, '0');
  if (code < 0x80) return `\\x${hex(2)}`;
  return code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}
