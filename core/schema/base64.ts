/** Why Go refuses a text as standard base64, in its words. */

const symbol = /[A-Za-z0-9+/]/;

/** The error of a text that is no base64; undefined if it is. Line breaks inside are ignored, padding is needed. */
export function base64Error(text: string): string | undefined {
  if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
  const at = corruptAt(text);
  return at === undefined ? undefined : `illegal base64 data at input byte ${at}`;
}

function corruptAt(text: string): number | undefined {
  let inQuantum = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '\n' || char === '\r') continue;
    if (symbol.test(char)) inQuantum = (inQuantum + 1) % 4;
    else return char === '=' ? paddingError(text, i, inQuantum) : i;
  }
  return inQuantum === 0 ? undefined : text.length - inQuantum;
}

function paddingError(text: string, at: number, inQuantum: number): number | undefined {
  if (inQuantum < 2) return at;
  let next = skipLines(text, at + 1);
  if (inQuantum === 2) {
    if (next >= text.length) return text.length;
    if (text[next] !== '=') return next;
    next = skipLines(text, next + 1);
  }
  return next < text.length ? next : undefined;
}

function skipLines(text: string, from: number): number {
  let at = from;
  while (text[at] === '\n' || text[at] === '\r') at++;
  return at;
}
