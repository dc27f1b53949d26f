/** Makes a text smaller as long as it still shows the same difference. */
import { shrinkJson } from './shrink-json.ts';

/** Answers many candidates at once, because asking the oracle has a price. */
export type IsSame<T> = (candidates: readonly T[]) => Promise<readonly boolean[]>;

/** JSON is shrunk as a value, other texts by lines and then by characters. */
export async function shrinkText(text: string, isSame: IsSame<string>): Promise<string> {
  const value = valueOf(text);
  if (value === undefined) return shrinkBy('', await shrinkBy('\n', text, isSame), isSame);
  const small = await shrinkJson(value, (candidates) => isSame(candidates.map((one) => JSON.stringify(one))));
  return JSON.stringify(small);
}

function valueOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

const mostCandidates = 60;

async function shrinkBy(separator: string, text: string, isSame: IsSame<string>): Promise<string> {
  if (separator === '' && text.length > 3000) return text;
  let best = text;
  for (let size = Math.max(1, Math.floor(best.split(separator).length / 2)); size >= 1;) {
    const next = await firstSmaller(best, separator, size, isSame);
    if (next !== undefined) best = next;
    else if (size === 1) return best;
    else size = Math.floor(size / 2);
  }
  return best;
}

async function firstSmaller(
  best: string,
  separator: string,
  size: number,
  isSame: IsSame<string>,
): Promise<string | undefined> {
  const parts = best.split(separator);
  const candidates = parts
    .map((_, i) => [...parts.slice(0, i), ...parts.slice(i + size)].join(separator))
    .filter((one) => one !== best);
  for (let from = 0; from < candidates.length; from += mostCandidates) {
    const some = candidates.slice(from, from + mostCandidates);
    const found = (await isSame(some)).indexOf(true);
    if (found >= 0) return some[found];
  }
  return undefined;
}
