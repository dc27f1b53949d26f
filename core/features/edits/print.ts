/** Prints plain data as YAML that fits into a manifest: short words unquoted, everything doubtful in double quotes. */
import { resolvePlain } from '../../syntax/scalar.ts';
import type { ScalarStyle } from '../../syntax/tree.ts';

/** A scalar; strings keep the quotes that were there. */
export function printScalar(value: unknown, style: ScalarStyle = 'plain'): string {
  if (typeof value !== 'string') return value === null || value === undefined ? 'null' : String(value);
  if (style === 'single') return `'${value.replaceAll("'", "''")}'`;
  return style === 'plain' && isPlainSafe(value) ? value : JSON.stringify(value);
}

/** Whether the text means itself without quotes, in block and in flow style. */
export function isPlainSafe(text: string): boolean {
  if (text === '' || resolvePlain(text).type !== 'string') return false;
  if (/^\d{4}-/.test(text) || (/^[\d.+-]/.test(text) && /^[\d.:+-]+$/.test(text))) return false;
  return (
    /^(?:-{1,2}(?=[A-Za-z]))?[A-Za-z0-9_./$(][A-Za-z0-9_./$()=+@~:-]*(?: [A-Za-z0-9_./$()=+@~:-]+)*$/.test(text) &&
    !/:(?: |$)|^---/.test(text)
  );
}

/** `key: value` as lines without the indentation of the first; deeper lines carry `step` more each. */
export function printEntry(key: string, value: unknown, step: number): readonly string[] {
  const head = `${printScalar(key)}:`;
  if (Array.isArray(value)) return value.length === 0 ? [`${head} []`] : [head, ...printItems(value, step)];
  if (typeof value === 'object' && value !== null) {
    const lines = printEntries(value as Readonly<Record<string, unknown>>, step);
    return lines.length === 0 ? [`${head} {}`] : [head, ...lines.map((line) => ' '.repeat(step) + line)];
  }
  return [`${head} ${printScalar(value)}`];
}

function printEntries(map: Readonly<Record<string, unknown>>, step: number): readonly string[] {
  return Object.entries(map)
    .filter(([, value]) => value !== undefined)
    .flatMap(([key, value]) => printEntry(key, value, step));
}

/** Items of a list, at the column of their key as most manifests have them. */
export function printItems(items: readonly unknown[], step: number): readonly string[] {
  return items.flatMap((item) => printItem(item, step));
}

export function printItem(item: unknown, step: number): readonly string[] {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return [`- ${printFlow(item)}`];
  const [first = '{}', ...rest] = printEntries(item as Readonly<Record<string, unknown>>, step);
  return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
}

/** In one line: `{a: 1, b: [x]}`. */
export function printFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printFlow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return printScalar(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${printScalar(key)}: ${printFlow(member)}`)
    .join(', ')}}`;
}
