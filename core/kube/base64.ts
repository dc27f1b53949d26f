/** Base64 as Go decodes it in `data` of Secrets and ConfigMaps, without any platform function. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** How many bytes a text stands for; line breaks do not count, as in Go. */
export function base64Length(text: string): number {
  const digits = text.replace(/[\r\n=]/g, '').length;
  return Math.floor((digits * 3) / 4);
}

/** The bytes as a string of one character each: enough for ASCII, other text stays as its UTF-8 bytes. */
export function decodeBase64(text: string): string {
  return bytesOf(text)
    .map((byte) => String.fromCharCode(byte))
    .join('');
}

/** Characters that are none of base64 count for nothing. */
function bytesOf(text: string): readonly number[] {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const char of text) {
    const digit = alphabet.indexOf(char);
    if (digit < 0) continue;
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return bytes;
}

/** As Go writes the same bytes again: without line breaks, spare bits cleared. */
export function canonicalBase64(text: string): string {
  return text === '' || /^(?:[A-Za-z0-9+/]{4})+$/.test(text) ? text : bytesToBase64(bytesOf(text));
}

/** A text as the base64 of its UTF-8 bytes, with padding. */
export function utf8ToBase64(text: string): string {
  return bytesToBase64(utf8Bytes(text));
}

/** Numbers of 0 to 255 as base64 with padding. */
export function bytesToBase64(bytes: readonly number[]): string {
  let encoded = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const digits = [18, 12, 6, 0].map((shift) => alphabet.charAt((group >> shift) & 63)).join('');
    const left = bytes.length - i;
    encoded += left >= 3 ? digits : digits.slice(0, left + 1).padEnd(4, '=');
  }
  return encoded;
}

function utf8Bytes(text: string): readonly number[] {
  return [...text].flatMap((char) => {
    const code = char.codePointAt(0) ?? 0;
    const more = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
    if (code < 0x80) return [code];
    if (code < 0x800) return [0xc0 | (code >> 6), more(0)];
    if (code < 0x10000) return [0xe0 | (code >> 12), more(6), more(0)];
    return [0xf0 | (code >> 18), more(12), more(6), more(0)];
  });
}

/** The text whose UTF-8 bytes a base64 encodes; broken bytes become U+FFFD. */
export function base64ToText(text: string): string {
  return utf8Text(bytesOf(text));
}

function utf8Text(bytes: readonly number[]): string {
  let result = '';
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i++]!,
      more = lead < 0x80 ? 0 : lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : -1;
    const rest = more < 0 ? [] : bytes.slice(i, i + more);
    if (more < 0 || rest.length < more || rest.some((byte) => (byte & 0xc0) !== 0x80)) {
      result += '\ufffd';
      continue;
    }
    i += more;
    const code = rest.reduce((sum, byte) => (sum << 6) | (byte & 0x3f), more === 0 ? lead : lead & (0x3f >> more));
    result += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  }
  return result;
}
