/** Searches objects of the workspace by name: letters of the query in their order, whole words before scattered letters. */
import type { WorkspaceSymbol } from '../workspace.ts';

/** An editor shows no more. */
const most = 500;

/** `dep web`, `web`, `cm/settings`: words are looked for in kind and name. */
export function bestMatches(symbols: readonly WorkspaceSymbol[], query: string): readonly WorkspaceSymbol[] {
  const wanted = query.toLowerCase().replace(/[\s/]+/g, '');
  const ranked = symbols.flatMap((symbol) => {
    const rank = rankOf(symbol, wanted);
    return rank === undefined ? [] : [{ symbol, rank }];
  });
  return ranked
    .sort((left, right) => left.rank - right.rank || (left.symbol.name < right.symbol.name ? -1 : 1))
    .slice(0, most)
    .map(({ symbol }) => symbol);
}

/** Undefined: the letters are not there. */
function rankOf({ kind, name }: WorkspaceSymbol, wanted: string): number | undefined {
  const [ownKind, ownName] = [kind.toLowerCase(), name.toLowerCase()];
  if (ownName.startsWith(wanted)) return 0;
  if (ownName.includes(wanted)) return 1;
  if (ownKind.startsWith(wanted)) return 2;
  return holdsInOrder(`${ownKind}${ownName}`, wanted) ? 3 : undefined;
}

function holdsInOrder(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
