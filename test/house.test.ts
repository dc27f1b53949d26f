/** The house holds: rules are file + test + page, files say what they are for, the manifest agrees with the code. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rules } from '../core/rules/index.ts';
import { version } from '../protocol/version.ts';
import { allPages } from '../scripts/docs.ts';
import { root } from './support/built.ts';

process.chdir(root);

interface Setting {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly default?: unknown;
  readonly markdownDescription?: string;
  readonly scope?: string;
}

interface Manifest {
  readonly engines: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly capabilities: unknown;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies?: object;
  readonly type?: string;
  readonly version: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string }[]>>;
    readonly keybindings: readonly { readonly command: string; readonly key: string; readonly when?: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

function sources(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name !== 'generated')
    .map((name) => `${folder}/${name}`)
    .flatMap((path) =>
      statSync(path).isDirectory() ? sources(path) : path.endsWith('.ts') && !path.endsWith('.d.ts') ? [path] : [],
    );
}

test('a rule is a file, an entry in the index, and a page', async () => {
  const pages = await allPages();
  const helpers = ['index', 'rule', 'pod-view', 'examples'];
  for (const { meta } of rules) {
    assert.ok(existsSync(`core/rules/${meta.id}.ts`), `core/rules/${meta.id}.ts`);
    assert.ok(pages.has(meta.id), `page of ${meta.id}`);
    assert.ok(meta.invalid.length > 0 && meta.valid.length > 0, `${meta.id} has examples of both kinds`);
  }
  const exporting = sources('core/rules')
    .filter((file) => readFileSync(file, 'utf8').includes('defineRule('))
    .map((file) => file.slice('core/rules/'.length, -3));
  assert.deepEqual(exporting.filter((id) => !helpers.includes(id)).sort(), rules.map(({ meta }) => meta.id).sort());
});

test('every file of the product says in its first line what it is for', () => {
  const silent = ['core', 'protocol', 'server', 'client', 'media/lifecycle', 'cli', 'scripts']
    .flatMap(sources)
    .filter((file) => !/^(#!.*\n)?\/\*\*/.test(readFileSync(file, 'utf8')));
  assert.deepEqual(silent, []);
});

test('every command of the manifest is registered, and the other way round', () => {
  const code = sources('client')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const registered = new Set(
    [...code.matchAll(/register\('((?:_?podscope)\.\w+)'|^ {2}'(podscope\.\w+)': '/gm)].map(
      (match) => match[1] ?? match[2],
    ),
  );
  for (const { command, title, category } of manifest.contributes.commands) {
    assert.ok(registered.has(command), `${command} is registered`);
    assert.equal(category, 'Podscope');
    assert.match(title, /^[A-Z]/);
  }
  const known = new Set(manifest.contributes.commands.map(({ command }) => command));
  for (const command of registered)
    assert.ok(command?.startsWith('_') === true || known.has(command ?? ''), `${command ?? ''} is in the manifest`);
  const used = Object.values(manifest.contributes.menus)
    .flat()
    .flatMap(({ command }) => command ?? []);
  for (const command of [...used, ...manifest.contributes.keybindings.map((binding) => binding.command)])
    assert.ok(known.has(command), command);
});

test('activation, keys and settings keep to the rules of the trade', () => {
  assert.deepEqual(manifest.activationEvents, ['onLanguage:yaml', 'onWebviewPanel:podscope.lifecycle']);
  assert.equal(manifest.engines['vscode'], `^${manifest.devDependencies['@types/vscode'] ?? ''}`);
  assert.equal(manifest.dependencies, undefined, 'everything is bundled');
  assert.equal(manifest.type, undefined, 'the browser host refuses packages of type module');
  for (const { key, when } of manifest.contributes.keybindings) assert.ok(/\+/.test(key) && when !== undefined, key);
  for (const [name, setting] of Object.entries(manifest.contributes.configuration.properties)) {
    assert.ok(
      name.startsWith('podscope.') &&
        setting.default !== undefined &&
        setting.scope !== undefined &&
        /\.$/.test(setting.markdownDescription ?? ''),
      name,
    );
  }
});

test('nothing of an untrusted folder can name a program, a file or an address', () => {
  assert.deepEqual(manifest.capabilities, { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true });
  for (const [name, setting] of Object.entries(manifest.contributes.configuration.properties)) {
    assert.doesNotMatch(name, /path|command|program|executable|runtime|args|url|server\b(?<!trace\.server)/i);
    assert.ok(setting.type !== 'string' || setting.enum !== undefined || setting.pattern !== undefined, name);
  }
});

test('the bundles call no address', () => {
  for (const file of [
    'dist/client-node.cjs',
    'dist/server-node.cjs',
    ...readdirSync(join(root, 'dist/webview')).map((name) => `dist/webview/${name}`),
    'dist/server-web.js',
    'dist/simulation.js',
  ]) {
    const text = readFileSync(join(root, file), 'utf8');
    assert.doesNotMatch(text, /\bfetch\(|XMLHttpRequest|WebSocket\(|require\("https?"\)/, file);
  }
});

test('the version is said once', () => {
  assert.equal(version, manifest.version);
});
