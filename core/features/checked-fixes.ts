/** Keeps the fixes that do what they promise: the diagnosis goes away and nothing new comes that the server would refuse. */
import type { Diagnostic, Fix } from '../text/diagnostic.ts';
import type { TextEdit } from '../text/range.ts';

/** Text with edits applied; they do not overlap. Insertions at one place come in the order of the list. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits.map((edit, order) => ({ edit, order }));
  sorted.sort(
    (a, b) => a.edit.range.start - b.edit.range.start || a.edit.range.end - b.edit.range.end || a.order - b.order,
  );
  let result = '';
  let at = 0;
  for (const { edit } of sorted) {
    result += text.slice(at, edit.range.start) + edit.newText;
    at = Math.max(at, edit.range.end);
  }
  return result + text.slice(at);
}

/** `diagnose` gives the diagnoses of a whole text. */
export function checkedFixes(
  text: string,
  diagnostic: Diagnostic,
  before: readonly Diagnostic[],
  diagnose: (text: string) => readonly Diagnostic[],
): readonly Fix[] {
  return (diagnostic.fixes ?? []).filter((fix) => {
    const after = diagnose(applyEdits(text, fix.edits)).filter(isSevere);
    const counts = countOf(before.filter(isSevere));
    const isGone = countOf(after, diagnostic) < countOf(before, diagnostic);
    return isGone && after.every((one) => isKnown(one, counts) || stageOf(one) > stageOf(diagnostic));
  });
}

function isSevere({ level }: Diagnostic): boolean {
  return level === 'rejected' || level === 'fails';
}

/** A mistake of an earlier stage hides those of the later ones: reading, decoding, validation, admission and run time. */
function stageOf({ code, level }: Diagnostic): number {
  if (level === 'fails') return 4;
  if (code.startsWith('yaml')) return 0;
  if (code === 'dec-duplicate-key-yaml' || code === 'dec-api-mismatch') return 1;
  return code.startsWith('dec-') ? 2 : 3;
}

function keyOf({ code, message }: Diagnostic): string {
  return `${code} ${message}`;
}

/** Indexes change when an item in front goes away. */
function plain(key: string): string {
  return key.replace(/\[\d+\]/g, '[]');
}

function countOf(list: readonly Diagnostic[]): Map<string, number>;
function countOf(list: readonly Diagnostic[], like: Diagnostic): number;
function countOf(list: readonly Diagnostic[], like?: Diagnostic): Map<string, number> | number {
  if (like !== undefined) return list.filter((one) => plain(keyOf(one)) === plain(keyOf(like))).length;
  const counts = new Map<string, number>();
  for (const one of list) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}

/** Each known one is used up once. */
function isKnown(one: Diagnostic, counts: Map<string, number>): boolean {
  const same = counts.get(keyOf(one)) ?? 0;
  if (same > 0) {
    counts.set(keyOf(one), same - 1);
    return true;
  }
  for (const [key, count] of counts) {
    if (count <= 0 || plain(key) !== plain(keyOf(one))) continue;
    counts.set(key, count - 1);
    return true;
  }
  return false;
}
