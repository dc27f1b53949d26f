/** Which rows keep their colours: those that the field at the editor's cursor governs. */
import type { Cause } from '../../core/simulation.ts';
import type { App } from './app.ts';
import type { Row } from './layout.ts';
import { isWithin } from './within.ts';

let memo: { readonly key: readonly unknown[]; readonly lit: ReadonlySet<string> | undefined } | undefined;

/** Ids of the rows that the field at the editor's cursor governs; undefined for all. */
export function litRows(app: App, rows: readonly Row[]): ReadonlySet<string> | undefined {
  const { cursor, run } = app;
  if (cursor === undefined || run === undefined) return undefined;
  const ids = rows.map((row) => row.id).join();
  if (memo?.key[0] === run.timeline && memo.key[1] === cursor && memo.key[2] === ids) return memo.lit;
  const lit = governed(rows, run.timeline.causes, cursor);
  memo = { key: [run.timeline, cursor, ids], lit };
  return lit;
}

/** Undefined if the field governs nothing in the picture: then nothing is dimmed. */
export function governed(
  rows: readonly Row[],
  causes: readonly Cause[],
  field: string,
): ReadonlySet<string> | undefined {
  if (!/(^|\.)spec\./.test(field)) return undefined;
  const within = influenced(causes, field);
  const lit = new Set<string>();
  for (const row of rows) {
    const direct =
      row.lane.field !== undefined &&
      (isWithin(row.lane.field, field) || (row.lane.kind !== 'container' && isWithin(field, row.lane.field)));
    const touched =
      direct ||
      [...row.lane.spans, ...row.lane.marks].some((item) => item.cause !== undefined && within[item.cause] === true);
    if (touched) lit.add(row.id);
  }
  return lit.size === 0 || lit.size === rows.length ? undefined : lit;
}

/** For each cause: is it the field's, or did it come of one that is? Causes name only earlier ones. */
export function influenced(causes: readonly Cause[], field: string): readonly boolean[] {
  const found: boolean[] = [];
  for (const cause of causes) {
    const own = cause.field !== undefined && isWithin(cause.field, field);
    found.push(own || (cause.because ?? []).some((index) => found[index] === true));
  }
  return found;
}
