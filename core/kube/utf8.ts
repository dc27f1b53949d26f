/** Lengths of strings as Go counts them: in bytes of UTF-8, in runes, in UTF-16 units. */

const ascii = /^[\0-\x7f]*$/;

/** `len(s)` in Go: bytes of the UTF-8 form. */
export function byteLength(text: string): number {
  if (ascii.test(text)) return text.length;
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
