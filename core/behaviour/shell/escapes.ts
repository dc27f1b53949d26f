/** Backslash escapes of `echo`, `printf`, `$'...'` and awk's strings. */

const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  e: '\x1b',
};

/** Resolves backslash escapes; `stopped` after `\c`. Octal numbers are `\0nnn` for echo and `\nnn` elsewhere. */
export function unescape(text: string, isEcho = false): { readonly text: string; readonly stopped: boolean } {
  const end = /^(?:[^\\]|\\[^c])*?(?=\\c)/.exec(text)?.[0];
  const resolved = (end ?? text).replace(
    /\\(?:(0?[0-7]{1,3})|x([0-9a-fA-F]{1,2})|([^]))/g,
    (whole, octal: string | undefined, hex: string | undefined, char: string) => {
      const digits = isEcho ? octal : octal?.slice(0, 3);
      if (octal === undefined || digits === undefined)
        return hex === undefined ? (simple[char] ?? whole) : String.fromCharCode(parseInt(hex, 16));
      return String.fromCharCode(parseInt(digits, 8) & 255) + octal.slice(digits.length);
    },
  );
  return { text: resolved, stopped: end !== undefined };
}
