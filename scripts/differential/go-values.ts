/** Servers before 1.34 print bad values that are structs as Go does, with addresses in them: such values cannot be compared. */

const start = /^(\S+ \S+: (?:Invalid|Unsupported|Duplicate) value: )(.*)$/s;
const goValue = /^(?:\[\])?\*?(?:[a-z][a-z0-9]*\.[A-Z]\w*|map\[string\]string|string|int32)\{/;

/** The causes of both sides, without the values that Go prints in its own way. */
export function withoutGoValues(
  theirs: readonly string[],
  ours: readonly string[],
): { readonly theirs: readonly string[]; readonly ours: readonly string[] } {
  const plain = ours.map((cause) => cause);
  const known = theirs.map((cause, i) => {
    const text = start.exec(cause)?.[2];
    if (text === undefined || !goValue.test(text) || cause === ours[i]) return cause;
    const mine = start.exec(ours[i] ?? '')?.[2];
    if (mine === undefined) return cause;
    plain[i] = withoutValue(ours[i] ?? '', jsonEnd(mine));
    return withoutValue(cause, closingEnd(text));
  });
  return { theirs: known, ours: plain };
}

function withoutValue(cause: string, length: number): string {
  const [, head = '', rest = ''] = start.exec(cause) ?? [];
  return `${head}<value>${rest.slice(length)}`;
}

/** Where the braces that the text opens are closed; texts in quotes do not count. */
function closingEnd(text: string): number {
  let depth = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (match[0] === '{') depth++;
    else if (match[0] === '}' && --depth === 0) return match.index + 1;
  }
  return text.length;
}

function jsonEnd(text: string): number {
  if (/^[{[]/.test(text)) {
    let depth = 0;
    for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
      if ('{['.includes(match[0])) depth++;
      else if ('}]'.includes(match[0]) && --depth === 0) return match.index + 1;
    }
  }
  return /^(?:"(?:[^"\\]|\\.)*"|null|[\w.-]+|map\[[^{]*\{[^}]*\})/.exec(text)?.[0].length ?? 0;
}
