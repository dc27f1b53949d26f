/** Which lanes carry a badge: each problem of the manifest belongs to the lane of its field, else to the Pod's STATUS. */
import type { Problem } from '../../protocol/webview.ts';
import { safe } from './format.ts';
import type { Row } from './layout.ts';
import { isWithin } from './within.ts';

let memo: { readonly key: readonly unknown[]; readonly badges: ReadonlyMap<string, readonly Problem[]> } | undefined;

/** Problems by the id of their row. */
export function badgesOf(
  problems: readonly Problem[] | undefined,
  rows: readonly Row[],
): ReadonlyMap<string, readonly Problem[]> {
  if (memo !== undefined && memo.key[0] === problems && memo.key[1] === rows) return memo.badges;
  const badges = new Map<string, Problem[]>();
  for (const problem of problems ?? []) {
    const id = rowFor(problem.field, rows)?.id;
    if (id !== undefined) badges.set(id, [...(badges.get(id) ?? []), problem]);
  }
  memo = { key: [problems, rows], badges };
  return badges;
}

/** The row with the nearest field above the problem's. */
function rowFor(field: string, rows: readonly Row[]): Row | undefined {
  let best: Row | undefined;
  for (const row of rows) {
    const own = row.lane.field;
    if (row.base || own === undefined || !isWithin(field, own)) continue;
    if (own.length > (best?.lane.field?.length ?? 0)) best = row;
  }
  return best ?? rows.find((row) => row.lane.kind === 'status');
}

/** One line a problem, as a tooltip and for screen readers. */
export const badgeWords = (problems: readonly Problem[]): string =>
  problems.map(({ line, message }) => `line ${line}: ${safe(message, 200)}`).join('\n');
