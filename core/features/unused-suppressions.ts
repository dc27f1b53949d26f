/** Comments that silence nothing: the finding is gone, or the rule's name is misspelled. */
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Suppression } from './suppression.ts';

/** `used` are the comments that silenced something in this run; `known` the ids of all rules and checks. */
export function unusedSuppressions(
  text: string,
  suppressions: readonly Suppression[],
  used: ReadonlySet<Suppression>,
  documentOf: (offset: number) => number,
): readonly Diagnostic[] {
  return suppressions
    .filter((suppression) => !used.has(suppression))
    .map((suppression) => ({
      code: 'unused-suppression',
      level: 'advice',
      severity: 'hint',
      tags: ['unnecessary'],
      range: suppression.range,
      document: documentOf(suppression.range.start),
      message: `This comment silences nothing: ${suppression.codes.join(', ')} ${suppression.codes.length === 1 ? 'finds' : 'find'} nothing here.`,
      fixes: [
        {
          title: 'Remove the comment',
          kind: 'safe',
          isPreferred: true,
          edits: [{ range: wholeComment(text, suppression), newText: '' }],
        },
      ],
    }));
}

/** The comment with the white space in front; with its line if it stands alone on it. */
function wholeComment(text: string, { range }: Suppression): { start: number; end: number } {
  const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
  const lineEnd = text.indexOf('\n', range.start);
  const end = lineEnd < 0 ? text.length : lineEnd;
  if (text.slice(lineStart, range.start).trim() === '') return { start: lineStart, end: lineEnd < 0 ? end : end + 1 };
  const before = text.slice(lineStart, range.start);
  const comment = text.slice(range.start, end).replace(/\r$/, '');
  return { start: lineStart + before.trimEnd().length, end: range.start + comment.length };
}
