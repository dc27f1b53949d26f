/** Makes a value smaller, member by member, as long as it still shows the same difference. */
import type { IsSame } from './shrink.ts';

const mostRounds = 400;
const mostCandidates = 80;

export async function shrinkJson(value: unknown, isSame: IsSame<unknown>): Promise<unknown> {
  let best = value;
  for (let round = 0; round < mostRounds; round++) {
    const next = await firstSame(
      smaller(best).filter((one) => isObject(one)),
      isSame,
    );
    if (next === undefined) return best;
    best = next;
  }
  return best;
}

async function firstSame(candidates: readonly unknown[], isSame: IsSame<unknown>): Promise<unknown> {
  for (let from = 0; from < candidates.length; from += mostCandidates) {
    const some = candidates.slice(from, from + mostCandidates);
    const found = (await isSame(some)).indexOf(true);
    if (found >= 0) return some[found];
  }
  return undefined;
}

function isObject(value: unknown): boolean {
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
