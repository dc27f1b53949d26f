/** Documents of a file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitDocuments } from '../../core/syntax/split.ts';

function pieces(text: string): string[] {
  return splitDocuments(text).map((piece) => piece.text);
}

test('documents end at lines that start with three dashes; blank ones do not count', () => {
  assert.deepEqual(pieces('a\n---\nb\n'), ['a\n', 'b\n']);
  assert.deepEqual(pieces('---\na\n---\n\n---\nb'), ['a\n', 'b']);
  assert.deepEqual(pieces('a\n---\n# comment\n---\nb'), ['a\n', '# comment\n', 'b']);
  assert.deepEqual(pieces('a: --- \n ---\n'), ['a: --- \n ---\n']);
  assert.deepEqual(pieces('\ufeffa\r\n---\r\nb'), ['a\r\n', 'b']);
  assert.deepEqual(pieces(''), ['']);
  assert.deepEqual(pieces('---\n'), ['---\n']);
});

test('offsets are those of the file, and a separator in front counts as a line', () => {
  const [first, second] = splitDocuments('---\na\n--- # next\nbc\n');
  assert.deepEqual([first?.start, first?.end, first?.linesBefore], [4, 6, 1]);
  assert.deepEqual([second?.start, second?.end, second?.linesBefore, second?.badSeparator], [17, 20, 0, undefined]);
  assert.equal(splitDocuments('a\n--- x\nb')[1]?.badSeparator, 'x');
});
