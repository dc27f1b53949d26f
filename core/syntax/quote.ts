/** Go's quoting of short texts in the reader's messages; this room may not import `core/kube`. */

/** `%#v` of a string for what occurs in keys and short values. */
export function goQuoteSimple(text: string): string {
  return JSON.stringify(text)
    .replace(/\\u00([01][0-9a-f])/g, '\\x$1')
    .replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (char) => goEscape(char.codePointAt(0) ?? 0));
}

function goEscape(code: number): string {
  const hex = (width: number): string => code.toString(16).padStart(width, '0');
  if (code < 0x80) return `\\x${hex(2)}`;
  return code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}
