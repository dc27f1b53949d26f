/** Every gate sees a planted violation; a gate that cannot fail guards nothing. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { wrongImports } from '../../scripts/gates/boundaries.ts';
import { runBare } from '../../scripts/gates/bundle.ts';
import { unformatted } from '../../scripts/gates/format.ts';
import { hashes } from '../../scripts/gates/generated.ts';
import { compare } from '../../scripts/gates/golden.ts';
import { lintText } from '../../scripts/gates/lint.ts';
import { roomBytes, tooLarge } from '../../scripts/gates/sizes.ts';
import { typesOf } from '../../scripts/gates/types.ts';
import { wrongWords } from '../../scripts/gates/words.ts';
import { root } from '../support/built.ts';

before(() => {
  process.chdir(root);
});

test('types: a room that uses Node or the DOM where it must not', () => {
  const folder = mkdtempSync(join(root, '.cache-types-'));
  try {
    writeFileSync(
      join(folder, 'tsconfig.json'),
      '{"extends":"../tsconfig.json","compilerOptions":{"types":[]},"include":["*.ts"]}',
    );
    writeFileSync(join(folder, 'good.ts'), 'export const one: number = 1;\n');
    assert.deepEqual(typesOf(folder), []);
    writeFileSync(join(folder, 'bad.ts'), 'export const two = document.title + process.pid;\n');
    assert.equal(typesOf(folder).length, 2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const planted: readonly (readonly [what: string, text: string, rule: RegExp])[] = [
  ['any', 'export const a: any = 1;\n', /no-explicit-any/],
  ['a default export', 'const a = 1;\nexport default a;\n', /no-restricted-syntax/],
  ['an enum', 'export enum A { B }\n', /no-restricted-syntax/],
  ['the clock', 'export const now = (): number => Date.now();\n', /no-restricted-globals/],
  ['randomness', 'export const r = (): number => Math.random();\n', /no-restricted-properties/],
  ['the locale', 'export const c = (a: string, b: string): number => a.localeCompare(b);\n', /no-restricted-syntax/],
  ['the console', 'export const log = (): void => { console.log(1); };\n', /no-console|no-restricted-globals/],
  ['eval', 'export const e = (text: string): unknown => eval(text);\n', /no-eval|no-restricted-globals/],
  [
    'a file that is too long',
    `${Array.from({ length: 320 }, (_, at) => `export const a${at} = ${at};`).join('\n')}\n`,
    /max-lines/,
  ],
  ['a function that is too long', `export function a(): void {\n${'  a();\n'.repeat(60)}}\n`, /max-lines-per-function/],
  [
    'a function that asks for too much',
    'export const f = (a: 1, b: 1, c: 1, d: 1, e: 1, g: 1): number => a + b + c + d + e + g;\n',
    /max-params/,
  ],
  ['a line that is too long', `export const a = ${Array.from({ length: 60 }, () => '1').join(' + ')};\n`, /max-len/],
];
for (const [what, text, rule] of planted) {
  test(`lint: ${what} in the core`, async () => {
    assert.match((await lintText(text, join(root, 'core', 'kube', 'planted.ts'))).join('\n'), rule);
  });
}

test('lint: a clean file passes', async () => {
  assert.deepEqual(
    await lintText('/** Fine. */\nexport const one = 1;\n', join(root, 'core', 'kube', 'planted.ts')),
    [],
  );
});

/** File, what it imports, whether the house forbids it. */
const imports: readonly (readonly [file: string, name: string, isWrong: boolean])[] = [
  ['core/kube/planted.ts', '../syntax/other.ts', true],
  ['core/kube/planted.ts', './other.ts', false],
  ['core/rules/planted.ts', '../validation/other.ts', true],
  ['core/simulator/planted.ts', '../behaviour/other.ts', false],
  ['core/simulator/planted.ts', '../syntax/other.ts', true],
  ['core/model/planted.ts', 'yaml', true],
  ['core/syntax/planted.ts', 'yaml', false],
  ['core/schema/planted.ts', 'ajv', true],
  ['core/kube/planted.ts', 'node:fs', true],
  ['server/planted.ts', 'node:fs', true],
  ['server/node-main.ts', 'node:fs', false],
  ['server/planted.ts', '../core/model/other.ts', true],
  ['server/planted.ts', '../core/language.ts', false],
  ['server/planted.ts', 'vscode', true],
  ['client/planted.ts', '../core/language.ts', true],
  ['client/planted.ts', '../core/simulation.ts', true],
  ['client/planted.ts', '../server/other.ts', true],
  ['media/lifecycle/planted.ts', '../../core/language.ts', true],
  ['media/lifecycle/planted.ts', '../../core/simulation.ts', false],
  ['scripts/planted.ts', '../client/other.ts', true],
];

test('boundaries: what must not be imported is found, what may be is not', { timeout: 120_000 }, async () => {
  await inScratchHouse(async (house) => {
    imports.forEach(([file, name], at) => {
      plant(
        house,
        file.replace('planted', file.includes('planted') ? `planted-${at}` : 'planted'),
        `import '${name}';\n`,
      );
      if (name.startsWith('.')) plant(house, join(dirname(file), name), 'export const other = 1;\n');
    });
    for (const name of ['yaml', 'ajv', 'vscode']) {
      plant(house, `node_modules/${name}/package.json`, `{"name":"${name}","version":"1.0.0","main":"index.js"}`);
      plant(house, `node_modules/${name}/index.js`, 'module.exports = {};\n');
    }
    const { problems, files } = await wrongImports(house, ['core', 'server', 'client', 'media', 'scripts']);
    assert.ok(files > imports.length);
    for (const [at, [file, name, isWrong]] of imports.entries()) {
      const planted = file.replace('planted', `planted-${at}`);
      const found = problems.filter(
        (problem) => problem.startsWith(`${planted} imports`) && problem.includes(last(name)),
      );
      assert.equal(found.length > 0, isWrong, `${planted} imports ${name}:\n${problems.join('\n')}`);
    }
  });
});

test('boundaries: the client may know the types behind the protocol', { timeout: 120_000 }, async () => {
  await inScratchHouse(async (house) => {
    plant(house, 'core/simulation.ts', 'export interface Scenario { readonly name: string }\n');
    plant(house, 'client/a.ts', "import type { Scenario } from '../core/simulation.ts';\nexport type A = Scenario;\n");
    assert.deepEqual((await wrongImports(house, ['core', 'client'])).problems, []);
  });
});

test('boundaries: a circle inside a room', { timeout: 120_000 }, async () => {
  await inScratchHouse(async (house) => {
    plant(house, 'core/kube/left.ts', "import { b } from './right.ts';\nexport const a = b;\n");
    plant(house, 'core/kube/right.ts', "import { a } from './left.ts';\nexport const b = a;\n");
    plant(house, 'core/text/left.ts', "import type { B } from './right.ts';\nexport type A = B;\n");
    plant(house, 'core/text/right.ts', "import type { A } from './left.ts';\nexport type B = A;\n");
    const { problems } = await wrongImports(house, ['core']);
    assert.match(problems.join('\n'), /^no import cycles: .*core\/kube\/left.*core\/kube\/right/);
    assert.equal(problems.filter((problem) => problem.includes('core/text')).length, 0);
  });
});

test('boundaries: nothing read is a problem', async () => {
  await inScratchHouse(async (house) => {
    plant(house, 'core/kube/left.ts', 'export const a = 1;\n');
    assert.equal((await wrongImports(house, ['core'])).files, 1);
  });
});

/** A folder with nothing in it, gone afterwards. */
async function inScratchHouse(use: (house: string) => Promise<void>): Promise<void> {
  const house = mkdtempSync(join(tmpdir(), 'podscope-house-'));
  try {
    await use(house);
  } finally {
    rmSync(house, { recursive: true });
    process.chdir(root);
  }
}

function plant(house: string, file: string, text: string): void {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  writeFileSync(join(house, file), text);
}

/** As dependency-cruiser prints it. */
const last = (name: string): string => name.replace('node:', '').split('/').at(-1) ?? name;

test('format: a text that the formatter would change', async () => {
  assert.deepEqual(await unformatted('core/kube/planted.ts', 'export const one = 1;\n'), []);
  assert.equal((await unformatted('core/kube/planted.ts', 'export const one=1\n')).length, 1);
});

test('words: paths of one machine', () => {
  assert.equal(wrongWords('a.md', `see ${'/'}root/notes`).length, 1);
  assert.equal(wrongWords('a.ts', `import { a } from '..${'/'}root/b.ts';`).length, 0);
});

test('generated: a changed file has another hash', () => {
  const folder = mkdtempSync(join(root, '.cache-hash-'));
  try {
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'deep', 'a.ts'), '1');
    const one = hashes(folder);
    writeFileSync(join(folder, 'deep', 'a.ts'), '2');
    assert.notDeepEqual(hashes(folder), one);
    assert.deepEqual(
      hashes(folder).map(([file]) => file),
      one.map(([file]) => file),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('bundle: the clock, randomness and code generation are refused', () => {
  for (const code of [
    'Date.now()',
    'new Date()',
    'Math.random()',
    'new Function("return 1")()',
    'process.exit()',
    'document.title',
    '"a".localeCompare("b")',
  ]) {
    assert.equal(runBare(`${code}; globalThis.result = '{"diagnostics":1,"lanes":9}'`).length, 1, code);
  }
  assert.deepEqual(runBare('globalThis.result = \'{"diagnostics":1,"lanes":9}\''), []);
  assert.equal(runBare('globalThis.result = "{}"').length, 1);
});

test('sizes: a byte too many, and a file that is missing', () => {
  assert.deepEqual(tooLarge('a', 10, 10), []);
  assert.equal(tooLarge('a', 11, 10).length, 1);
  assert.equal(tooLarge('a', undefined, 10).length, 1);
  const sources = { 'core/a/one.ts': 4, 'core/a/b/two.ts': 7, 'media/core/a/three.ts': 1 };
  assert.equal(roomBytes(sources, 'core/a/'), 11);
  assert.equal(roomBytes(sources, 'core/c/'), undefined);
});

test('golden lists: a new file and one that is gone', () => {
  const folder = mkdtempSync(join(root, '.cache-golden-'));
  try {
    const list = join(folder, 'list.txt');
    writeFileSync(list, 'a\nb\n');
    assert.deepEqual(compare(list, ['a', 'b']), []);
    assert.equal(compare(list, ['a', 'b', 'c']).length, 1);
    assert.equal(compare(list, ['a']).length, 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
