/** Three assertions that work in the web host too, where there is no `node:assert`. */

export function equal(actual: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`expected ${right}, got ${left}`);
}

export function match(text: string, pattern: RegExp): void {
  if (!pattern.test(text)) throw new Error(`expected ${String(pattern)} in: ${text.slice(0, 300)}`);
}

export function ok(value: boolean, what: string): void {
  if (!value) throw new Error(`not so: ${what}`);
}
