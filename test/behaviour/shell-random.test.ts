/** Random scripts and hostile ones neither crash nor hang, and what is cut is said. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { randomNoise, randomScript, seeded } from './random-scripts.ts';
import { runScript } from './run-script.ts';

test('random scripts end or wait', () => {
  const random = seeded(20261121);
  for (let i = 0; i < 400; i++) {
    const script = i % 3 === 0 ? randomNoise(random) : randomScript(random);
    const flavor = (['busybox', 'dash', 'bash'] as const)[i % 3] ?? 'busybox';
    assert.doesNotThrow(
      () => runScript(script, { flavor, untilMs: 60_000, memoryLimit: 2 ** 27 }),
      JSON.stringify(script),
    );
  }
});

const hostile: readonly (readonly [string, string, RegExp])[] = [
  ['an endless loop', 'while :; do :; done', /busy loop: it is followed in slow motion/],
  ['a fork bomb', 'f() { f | f & }; f; wait', /more than 128 processes/],
  ['endless output', 'yes | cat >/dev/null', /busy loop/],
  ['an endless loop of programs', 'while xargs -n; do mv; done', /busy loop/],
  ['endless memory', 'cat /dev/zero | tail', /reads without end; no memory limit stops it/],
];
for (const [what, script, expected] of hostile) {
  test(`${what} is bounded and said`, () =>
    assert.match(runScript(script, { untilMs: 30_000 }).notes.join('; '), expected));
}

test('deep nesting is a syntax error, not a crash', () => {
  assert.equal(runScript('('.repeat(5000)).code, 2);
  assert.equal(runScript(`echo ${'$('.repeat(3000)}`).code, 2);
  assert.equal(runScript(`echo $((${'('.repeat(3000)}1${')'.repeat(3000)}))`).code, 2);
});

test('endless recursion ends with a message', () => {
  const { code, output } = runScript('f() { f; }; f');
  assert.equal(code, 2);
  assert.match(output, /recursion depth/);
});

test('a container over its memory limit is killed', () => {
  assert.equal(runScript('cat /dev/zero | tail; echo rc $?', { memoryLimit: 2 ** 26 }).output, 'rc 137\n');
});
