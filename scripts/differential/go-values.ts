/**
 * Servers before 1.34 print bad values that are structs as Go does, with addresses in them: such values cannot be
 * compared.
 */

const start = /^(\S+ .+?: (?:Invalid|Unsupported|Duplicate) value: )(.*)$/s;
const goValue = /value: (?:\[\])?\*?(?:[a-z][a-z0-9]*\.[A-Z]\w*|map\[string\]string|string|int32)(?:\{|\(nil\))/;

/** Whether one of the causes holds a value in Go's own notation. */
export function hasGoValue(causes: readonly string[]): boolean {
  return causes.some((cause) => goValue.test(cause));
}

/** A cause with its place and its detail, without the bad value. */
export function withoutValue(cause: string): string {
  const [, head, rest = ''] = start.exec(cause) ?? [];
  return head === undefined ? cause : `${head}<value>${rest.slice(valueEnd(rest))}`;
}

function valueEnd(text: string): number {
  const quoted = /^"(?:[^"\\]|\\.)*"/.exec(text)?.[0].length;
  if (quoted !== undefined) return quoted;
  const nil = /^[\w.[\]*]+\(nil\)/.exec(text)?.[0].length;
  if (nil !== undefined) return nil;
  const isBraced = /^(?:[{[]|[^\s:]+\{)/.test(text);
  const end = isBraced ? closingEnd(text) : text.indexOf(': ');
  return end < 0 ? text.length : end;
}

/** Where the brackets that the text opens are closed; texts in quotes do not count. */
function closingEnd(text: string): number {
  let depth = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if ('{['.includes(match[0])) depth++;
    else if (
      '}]'.includes(match[0]) &&
      --depth === 0 &&
      text[match.index + 1] !== 's' &&
      !/^[\w.]*\{/.test(text.slice(match.index + 1))
    )
      return match.index + 1;
  }
  return text.length;
}
