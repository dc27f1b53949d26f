/** The nearest of a few known words, for "did you mean". */

/**
 * The candidate that differs least from the text (letter case counts little), or `undefined` if none is near: within a third of the text,
 * and always within `slips` of the keyboard (names that people choose are short and alike: one).
 */
export function nearest(text: string, candidates: readonly string[], slips = 2): string | undefined {
  if (text === '' || text.length > 100) return undefined;
  const lower = text.toLowerCase();
  let best: string | undefined;
  let least = Math.max(slips, Math.floor(text.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(lower, candidate.toLowerCase(), least);
    if (distance >= least || candidate === '') continue;
    least = distance;
    best = candidate;
  }
  return best ?? onlyBeginning(lower, candidates);
}

/** `Dir` for `Directory`, if nothing else begins so. */
function onlyBeginning(lower: string, candidates: readonly string[]): string | undefined {
  const longer = lower.length < 3 ? [] : candidates.filter((candidate) => candidate.toLowerCase().startsWith(lower));
  return longer.length === 1 ? longer[0] : undefined;
}

/** Levenshtein's distance with swapped neighbours as one step; gives up at `limit`. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, i) => i);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const isSwap = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      if (isSwap) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[right.length] ?? limit;
}
