/** The axis: linear outside folds, folds as wide as a hand, always monotonic; ticks with room between them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fitScale, type ScaleInput, tickStep, walk } from '../../media/lifecycle/scale.ts';

const input = (over: Partial<ScaleInput> = {}): ScaleInput => ({
  fromMs: 0,
  toMs: 60_000,
  width: 1024,
  padding: 12,
  gaps: [],
  foldWidth: 48,
  ...over,
});

test('without folds the axis is linear and fills the width', () => {
  const scale = fitScale(input());
  assert.equal(Math.round(scale.x(0)), 12);
  assert.equal(Math.round(scale.x(60_000)), 1012);
  assert.equal(Math.round(scale.x(30_000)), 512);
  assert.equal(Math.round(scale.time(512)), 30_000);
});

test('a long wait is 48 px wide and starts and ends 10 px from the marks beside it', () => {
  const scale = fitScale(input({ toMs: 600_000, gaps: [{ fromMs: 10_000, toMs: 590_000 }] }));
  const [fold] = scale.folds;
  assert.ok(fold !== undefined);
  assert.equal(Math.round(fold.right - fold.left), 48);
  assert.equal(Math.round(fold.left - scale.x(10_000)), 10);
  assert.equal(Math.round(scale.x(590_000) - fold.right), 10);
  assert.equal(Math.round(scale.x(600_000)), 1012);
});

test('a wait that is shorter on the screen than its fold is not folded', () => {
  const scale = fitScale(input({ toMs: 600_000, gaps: [{ fromMs: 100_000, toMs: 130_000 }] }));
  assert.deepEqual(scale.folds, []);
});

test('the axis is monotonic, and time is the inverse of x, for any folds and window', () => {
  const gaps = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { maxLength: 12 }).map((marks) => {
    const sorted = [...marks].sort((one, other) => one - other);
    return sorted.flatMap((from, index) =>
      index % 2 === 0 && sorted[index + 1] !== undefined
        ? [{ fromMs: from * 1000, toMs: (sorted[index + 1] ?? 0) * 1000 }]
        : [],
    );
  });
  fc.assert(
    fc.property(
      gaps,
      fc.integer({ min: 0, max: 900_000 }),
      fc.integer({ min: 100, max: 1_000_000 }),
      (all, fromMs, size) => {
        const scale = fitScale(input({ gaps: all, fromMs, toMs: fromMs + size }));
        let before = -Infinity;
        for (let step = 0; step <= 40; step++) {
          const ms = fromMs + (size * step) / 40;
          const x = scale.x(ms);
          assert.ok(x >= before - 1e-6, `${x} after ${before}`);
          assert.ok(Math.abs(scale.time(x) - ms) < Math.max(1, size * 1e-5), `${scale.time(x)} for ${ms}`);
          before = x;
        }
        assert.ok(Math.abs(scale.x(fromMs) - 12) < 0.5);
        assert.ok(Math.abs(scale.x(fromMs + size) - 1012) < 0.5);
      },
    ),
    { numRuns: 200 },
  );
});

test('walking pixels along the axis is the same as reading it', () => {
  const given = input({ toMs: 600_000, gaps: [{ fromMs: 10_000, toMs: 590_000 }] });
  const scale = fitScale(given);
  assert.ok(Math.abs(walk(given, scale.perMs, 0, 700) - scale.time(712)) < 1);
  assert.ok(Math.abs(walk(given, scale.perMs, 600_000, -100) - scale.time(912)) < 1);
});

test('steps of the ruler are round and leave room for their labels', () => {
  assert.equal(tickStep(1, 64), 100);
  assert.equal(tickStep(0.1, 64), 1000);
  assert.equal(tickStep(0.01, 64), 10_000);
  assert.equal(tickStep(0.002, 64), 60_000);
  assert.equal(tickStep(1e-9, 64), 86_400_000);
});
