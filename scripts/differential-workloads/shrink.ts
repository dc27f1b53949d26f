/** Makes a document smaller as long as it still shows a difference. */
import type { Doc } from './workload-documents.ts';

/** `isDifferent` answers many candidates at once, because asking the oracle has a price. */
export function shrink(doc: Doc, isDifferent: (candidates: readonly Doc[]) => readonly boolean[]): Doc {
  let best = doc;
  for (let round = 0; round < 40; round++) {
    const candidates = withoutOne(best);
    if (candidates.length === 0) return best;
    const next = isDifferent(candidates).indexOf(true);
    if (next < 0) return best;
    best = candidates[next] as Doc;
  }
  return best;
}

/** The document without one of its members or items each. */
function withoutOne(doc: Doc): readonly Doc[] {
  const paths: (readonly (string | number)[])[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
      const inner = [...path, key];
      if (path.length > 0 || (key !== 'apiVersion' && key !== 'kind')) paths.push(inner);
      walk((value as Record<string, unknown>)[key as string], inner);
    }
  };
  walk(doc, []);
  return paths.map((path) => {
    const copy = structuredClone(doc);
    let parent = copy as unknown as Record<string, unknown>;
    for (const key of path.slice(0, -1)) parent = parent[key as string] as Record<string, unknown>;
    const last = path.at(-1) as string | number;
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last];
    return copy;
  });
}
