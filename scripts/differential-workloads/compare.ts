/** Compares one of our answers with the oracle's: causes, warnings and defaults. */
import type { Answer } from './answers.ts';

export interface Oracle {
  readonly id: string;
  readonly accepted?: boolean;
  readonly decodeError?: string;
  readonly strictErrors?: readonly string[];
  readonly causes?: readonly { readonly type: string; readonly field: string; readonly message: string }[];
  readonly warnings?: readonly string[];
  readonly defaulted?: unknown;
  readonly error?: string;
  readonly panic?: string;
}

/** Kinds whose maps the server walks in random order. */
const unordered = ['LimitRange', 'ResourceQuota', 'ConfigMap', 'Secret', 'Namespace'];

/** What differs, as short texts; empty where both say the same. */
export function differencesOf(kind: string, ours: Answer, theirs: Oracle): readonly string[] {
  if (theirs.decodeError !== undefined) return [];
  if (theirs.panic !== undefined) return ours.causes.length > 0 ? [] : ['the oracle panics, we accept'];
  const isSet = unordered.includes(kind);
  const causes = (list: readonly string[]): string => plain((isSet ? [...list].sort() : sortedRuns(list)).join('\n'));
  const expected = causes((theirs.causes ?? []).map((cause) => `${cause.type} ${cause.field} ${cause.message}`));
  const found = causes(ours.causes);
  if (expected !== found) return [`causes\n--- oracle\n${expected}\n--- ours\n${found}`];
  if (expected === '' && theirs.error !== undefined) return [`error ${theirs.error}`];
  if (expected !== '') return [];
  const warned = plain((theirs.warnings ?? []).join('\n'));
  const ourWarnings = plain(ours.warnings.join('\n'));
  if (warned !== ourWarnings) return [`warnings\n--- oracle\n${warned}\n--- ours\n${ourWarnings}`];
  const stored = plain(canonical(theirs.defaulted));
  const ourStored = plain(canonical(ours.defaulted));
  return stored === ourStored ? [] : [`defaulted\n--- oracle\n${stored}\n--- ours\n${ourStored}`];
}

/** Errors of one map follow each other in random order: the server walks it. */
function sortedRuns(list: readonly string[]): readonly string[] {
  const key = (text: string): string => text.split(' ')[1] ?? '';
  const runs: string[][] = [];
  for (const text of list) {
    const last = runs.at(-1);
    if (last !== undefined && key(last[0] ?? '') === key(text)) last.push(text);
    else runs.push([text]);
  }
  return runs.flatMap((run) => run.sort());
}

function plain(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>')
    .replaceAll('<random>', 'xxxxx')
    .replaceAll('\\u003crandom\\u003e', 'xxxxx')
    .replaceAll('\\u003cuid\\u003e', '<uid>');
}

/** JSON with sorted keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
