/** Base64 as Go decodes it in `data` of Secrets and ConfigMaps, without any platform function. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** How many bytes a text stands for; line breaks do not count, as in Go. */
export function base64Length(text: string): number {
  const digits = text.replace(/[\r\n=]/g, '').length;
  return Math.floor((digits * 3) / 4);
}

/** The bytes as a string of one character each: enough for ASCII, other text stays as its UTF-8 bytes. */
export function decodeBase64(text: string): string {
  let decoded = '';
  let bits = 0;
  let held = 0;
  for (const char of text) {
    const digit = alphabet.indexOf(char);
    if (digit < 0) continue;
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    decoded += String.fromCharCode((held >> bits) & 0xff);
  }
  return decoded;
}
