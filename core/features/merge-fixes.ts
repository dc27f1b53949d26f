/** Many fixes as one: those whose edits touch edits of an earlier one wait for the next run. */
import type { Fix } from '../text/diagnostic.ts';
import type { TextEdit } from '../text/range.ts';

export function mergeFixes(fixes: readonly Fix[]): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const { edits } of fixes) {
    const clashes = edits.some(({ range }) =>
      taken.some((other) => range.start <= other.range.end && other.range.start <= range.end),
    );
    if (!clashes) taken.push(...edits);
  }
  return taken.sort((left, right) => left.range.start - right.range.start);
}
