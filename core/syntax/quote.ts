/** Go's quoting of short texts in the reader's messages; this room may not import `core/kube`. */

/** `%#v` of a string for what occurs in keys and short values. */
export function goQuoteSimple(text: string): string {
  return JSON.stringify(text)
    .replaceAll('\\b', '\\b')
    .replace(/\\u00([01][0-9a-f])/g, '\\x$1');
}
