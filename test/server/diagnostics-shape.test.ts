/** Every diagnosis that reaches an editor has a code with a page, our source, and a place of its own: never a whole document, never nothing. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLanguage } from '../../core/language.ts';
import { allPages } from '../../scripts/docs.ts';
import { toLspDiagnostic } from '../../server/convert.ts';
import { Positions } from '../../server/positions.ts';

const root = join(import.meta.dirname, '..', '..');

function manifests(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(root, path)).isDirectory()) return manifests(path);
    return /\.ya?ml$/.test(name) ? [path] : [];
  });
}

test('code, page, source and a precise place, over all recorded manifests', async () => {
  const language = createLanguage();
  const pages = await allPages();
  let count = 0;
  const withoutPage = new Set<string>();
  for (const path of [...manifests('test/oracle/verdicts/cases'), ...manifests('examples')]) {
    const text = readFileSync(join(root, path), 'utf8');
    const file = language.openFile(text);
    const document = { uri: 'file:///a.yaml', version: 1, positions: new Positions(text, 'utf-16') };
    for (const diagnostic of language.diagnose(file)) {
      const { range, code, codeDescription, source } = toLspDiagnostic(document, diagnostic);
      const said = `${path}: ${diagnostic.message}`;
      count++;
      if (!pages.has(String(code))) withoutPage.add(String(code));
      assert.equal(codeDescription?.href, `podscope-docs:/rules/${String(code)}.md`, said);
      assert.equal(source, 'podscope');
      const marked = text.slice(document.positions.offsetAt(range.start), document.positions.offsetAt(range.end));
      const own = file.documents[diagnostic.document]?.text ?? text;
      assert.ok(marked.trim() !== own.trim() || own.trim().split('\n').length === 1, `${said}: the whole document`);
    }
  }
  assert.deepEqual([...withoutPage], []);
  assert.ok(count > 2_000, `${count} diagnoses`);
});
