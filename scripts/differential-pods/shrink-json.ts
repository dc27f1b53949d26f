/** Makes a document smaller, member by member, as long as it still shows the same difference. */

/** `isSame` answers many candidates at once, because asking the oracle has a price. */
export function shrinkJson(document: unknown, isSame: (candidates: readonly unknown[]) => readonly boolean[]): unknown {
  let best = document;
  for (let round = 0; round < 400; round++) {
    const candidates = smaller(best).filter((one) => isPod(one));
    const next = candidates.length === 0 ? -1 : isSame(candidates).indexOf(true);
    if (next < 0) return best;
    best = candidates[next];
  }
  return best;
}

function isPod(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && 'apiVersion' in value;
}

/** Every copy with one member or item less, the big ones first. */
function smaller(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) {
    return [
      ...value.map((_, i) => value.filter((__, j) => j !== i)),
      ...value.flatMap((item, i) => smaller(item).map((one) => value.map((other, j) => (i === j ? one : other)))),
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  return [
    ...entries.map(([key]) => Object.fromEntries(entries.filter(([other]) => other !== key))),
    ...entries.flatMap(([key, inner]) =>
      smaller(inner).map((one) =>
        Object.fromEntries(entries.map(([other, old]) => [other, other === key ? one : old])),
      ),
    ),
  ];
}
