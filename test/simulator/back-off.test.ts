import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goSeconds } from '../../core/kube/go-duration.ts';
import { advance, crashLimits, refusal, type BackOffs } from '../../core/simulator/back-off.ts';

const limits = crashLimits(undefined, false);
const delay = (offs: BackOffs): number | undefined => offs.get('a')?.delayMs;

test('delays double from 10 s to 300 s', () => {
  let offs: BackOffs = new Map(),
    now = 0;
  const delays: (number | undefined)[] = [];
  for (let i = 0; i < 7; i++) {
    offs = advance(offs, limits, 'a', now, now);
    delays.push(delay(offs));
    now += 1000;
  }
  assert.deepEqual(delays, [10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
});

test('a try is refused until the delay has passed since the failure', () => {
  const offs = advance(new Map(), limits, 'a', 0, 0);
  assert.equal(refusal(offs, 'a', 5_000, 14_999), 10_000);
  assert.equal(refusal(offs, 'a', 5_000, 15_000), undefined);
  assert.equal(refusal(new Map(), 'a', 5_000, 5_000), undefined);
});

test('a run of more than ten minutes starts it anew', () => {
  const offs = advance(advance(new Map(), limits, 'a', 0, 0), limits, 'a', 0, 0);
  assert.equal(refusal(offs, 'a', 600_001, 600_001), undefined);
  assert.equal(delay(advance(offs, limits, 'a', 600_001, 600_001)), 10_000);
  assert.equal(delay(advance(offs, limits, 'a', 600_000, 600_000)), 40_000);
});

test('settings of the kubelet', () => {
  assert.deepEqual(crashLimits(5, false), { initialMs: 5_000, maxMs: 5_000 });
  assert.deepEqual(crashLimits(undefined, true), { initialMs: 1_000, maxMs: 60_000 });
  assert.deepEqual(crashLimits(undefined, true, true), { initialMs: 1_000, maxMs: 300_000 });
});

test('delays read as Go prints them', () => {
  assert.deepEqual([10_000, 80_000, 300_000, 3_600_000].map(goSeconds), ['10s', '1m20s', '5m0s', '1h0m0s']);
});
