/** What the manifest contributes for the panel is what the panel uses. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { contributedColors } from '../../media/lifecycle/colors.ts';
import { panelCommands } from '../../protocol/webview.ts';

interface Manifest {
  readonly contributes: {
    readonly colors: readonly { readonly id: string; readonly defaults: Readonly<Record<string, string>> }[];
  };
}

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Manifest;

test('the colours of package.json are those of the panel, in all four kinds of theme', () => {
  assert.deepEqual(
    manifest.contributes.colors.map(({ id, defaults }) => [id, new Set(Object.values(defaults))]),
    contributedColors.map((colour) => [colour.id, new Set([colour.default])]),
  );
  for (const { id, defaults } of manifest.contributes.colors) {
    assert.deepEqual(Object.keys(defaults).sort(), ['dark', 'highContrast', 'highContrastLight', 'light'], id);
  }
});

test('the styles use no colour that no theme has: variables only', () => {
  const css = readFileSync(new URL('../../media/lifecycle/lifecycle.css', import.meta.url), 'utf8');
  const withoutFallback = css.replaceAll('#8884', '');
  assert.doesNotMatch(withoutFallback, /#[0-9a-f]{3,8}\b|rgba?\(|hsl/i);
  assert.doesNotMatch(css, /@import|url\(/);
});

test('every command of the panel has a name of its own', () => {
  assert.equal(new Set(panelCommands).size, panelCommands.length);
});
