/** Every fix on every recorded manifest: its diagnosis goes, nothing new is refused, no comment is lost, a second run changes nothing. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Diagnostic } from '../../core/language.ts';
import { applyEdits } from '../../core/features/checked-fixes.ts';
import { parseTree } from '../../core/syntax/parse.ts';
import { language, serverDiagnoses } from '../support/diagnoses.ts';

const cases = new URL('../oracle/verdicts/cases/', import.meta.url);
const names = readdirSync(cases, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .sort();

/** What it says, without indexes: they change when an item in front goes away. */
function saying({ code, message }: Diagnostic): string {
  return `${code} ${message}`.replace(/\[\d+\]/g, '[]');
}

function comments(text: string): number {
  return text.split(/(?:^|\s)#/m).length - 1;
}

test('fixes do what they say', () => {
  let tried = 0;
  for (const name of names) {
    const text = readFileSync(new URL(name, cases), 'utf8');
    const file = language.openFile(text);
    for (const diagnostic of serverDiagnoses(text).filter((one) => one.fixes !== undefined)) {
      for (const fix of language.fixes(file, diagnostic)) {
        tried++;
        const after = applyEdits(text, fix.edits);
        const count = (source: string): number =>
          serverDiagnoses(source).filter((one) => saying(one) === saying(diagnostic)).length;
        assert.ok(count(after) < count(text), `${name}: ${fix.title} leaves ${diagnostic.code}`);
        assert.ok(comments(after) >= comments(text), `${name}: ${fix.title} loses a comment`);
        if (diagnostic.code !== 'yaml')
          assert.deepEqual(
            parseTree(after).problems.length <= parseTree(text).problems.length,
            true,
            `${name}: ${fix.title}`,
          );
      }
    }
  }
  assert.ok(tried > 450, `${tried} fixes tried`);
});
