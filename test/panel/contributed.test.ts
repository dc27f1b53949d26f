/** What the manifest contributes for the panel is what the panel uses. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { makeNonce, panelPage } from '../../client/panel-page.ts';
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
  const css = ['lifecycle', 'interactive']
    .map((name) => readFileSync(new URL(`../../media/lifecycle/${name}.css`, import.meta.url), 'utf8'))
    .join('\n');
  const withoutFallback = css.replaceAll('#8884', '');
  assert.doesNotMatch(withoutFallback, /#[0-9a-f]{3,8}\b|rgba?\(|hsl/i);
  assert.doesNotMatch(css, /@import|url\(/);
});

test('the page allows its own files with a nonce and nothing else; no word of a user is in it', () => {
  const files = { script: 's.js', start: 't.js', style: 's.css' };
  const parts = { cspSource: 'https://own', nonce: 'abc', language: 'en"><script>', ...files };
  const page = panelPage(parts);
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
  const directives = Object.fromEntries(policy.split('; ').map((each) => each.split(/ (.*)/).slice(0, 2)));
  assert.deepEqual(directives, {
    'default-src': "'none'",
    'script-src': "'nonce-abc'",
    'style-src': 'https://own',
    'font-src': 'https://own',
    'img-src': 'https://own data:',
  });
  assert.match(page, /<html lang="en">/);
  assert.equal([...page.matchAll(/<script/g)].length, 1);
  assert.doesNotMatch(page, /unsafe|style="|onload/);
  assert.match(makeNonce(), /^[0-9a-f]{32}$/);
  assert.notEqual(makeNonce(), makeNonce());
});

test('a hidden panel keeps nothing in memory: it is made again', () => {
  const client = readFileSync(new URL('../../client/lifecycle-panels.ts', import.meta.url), 'utf8');
  assert.doesNotMatch(client, /retainContextWhenHidden/);
});

test('every command of the panel has a name of its own', () => {
  assert.equal(new Set(panelCommands).size, panelCommands.length);
});
