/** Makes a text smaller as long as it still shows the same difference. */

/** `isSame` answers many candidates at once, because asking the oracle has a price. */
export function shrink(text: string, isSame: (candidates: readonly string[]) => readonly boolean[]): string {
  let best = text;
  for (let size = Math.max(1, Math.floor(best.split('\n').length / 2)); size >= 1;) {
    const lines = best.split('\n');
    const candidates = lines
      .map((_, i) => [...lines.slice(0, i), ...lines.slice(i + size)].join('\n'))
      .filter((one) => one !== best);
    const next = candidates.length === 0 ? -1 : isSame(candidates).indexOf(true);
    if (next >= 0) best = candidates[next] ?? best;
    else if (size === 1) return best;
    else size = Math.floor(size / 2);
  }
  return best;
}
