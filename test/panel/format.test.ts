/** Times in words, as kubectl prints them and as people type them; text that cannot do harm. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clock, count, length, moment, roughLength, safe } from '../../media/lifecycle/format.ts';
import { readDuration } from '../../media/lifecycle/read-duration.ts';

const table = <T>(name: string, tell: (value: T) => unknown, rows: readonly (readonly [T, unknown])[]): void => {
  test(name, () => {
    for (const [value, words] of rows) assert.equal(tell(value), words, `${name} of ${String(value)}`);
  });
};

table('moment', moment, [
  [0, '0.0s'],
  [21_400, '21.4s'],
  [59_960, '1m 00.0s'],
  [120_400, '2m 00.4s'],
  [3_600_400, '1h 00m 00.4s'],
  [-5, '0.0s'],
]);
table('clock', clock, [
  [0, '00:00:00.0'],
  [120_400, '00:02:00.4'],
  [3_661_000, '01:01:01.0'],
]);
table('length', length, [
  [0, '0s'],
  [80, '80ms'],
  [4000, '4s'],
  [30_200, '30.2s'],
  [77_000, '1m17s'],
  [77_400, '1m17.4s'],
  [120_000, '2m'],
  [7_500_000, '2h5m'],
]);
table('rough length', roughLength, [
  [0, '0s'],
  [499, '499ms'],
  [4200, '4s'],
  [77_400, '1m17s'],
  [59_700, '1m'],
]);
table('what people type', readDuration, [
  ['90', 90_000],
  ['1.5s', 1500],
  ['250ms', 250],
  ['2m30s', 150_000],
  ['1h', 3_600_000],
  ['2m 30s', 150_000],
  ['soon', undefined],
  ['', undefined],
  ['-5s', undefined],
  ['5 minutes', undefined],
]);
table('safe text', safe, [
  ['plain', 'plain'],
  ['a\u202eb', 'a\ufffdb'],
  ['a\nb\u0000c', 'a\ufffdb\ufffdc'],
  ['한국어 🚀', '한국어 🚀'],
]);

test('long text is cut at a whole character', () => {
  assert.equal(safe('🚀'.repeat(300), 10).length, 19);
  assert.equal([...safe('🚀'.repeat(300), 10)].length, 10);
  assert.ok(safe('x'.repeat(10_000), 64).endsWith('…'));
});

test('one and many', () => {
  assert.equal(count(1, 'restart'), '1 restart');
  assert.equal(count(3, 'restart'), '3 restarts');
});
