import assert from 'node:assert/strict';
import { test } from 'node:test';
import { probeSettings, probeTimes } from '../../core/kube/probe-times.ts';

const seconds = (ms: number): number => ms / 1000;

test('a probe with the defaults kills 20 to 30 s after it stops answering', () => {
  const times = probeTimes(probeSettings({}));
  assert.equal(seconds(times.firstFailureToLimitMs), 20);
  assert.deepEqual(times.failingToLimit, { earliestMs: 20_000, latestMs: 30_000 });
  assert.deepEqual(times.hangingToLimit, { earliestMs: 21_000, latestMs: 31_000 });
  assert.deepEqual(times.startToLimit, { earliestMs: 20_000, latestMs: 30_000 });
});

test('initialDelaySeconds counts from the start only', () => {
  const times = probeTimes(probeSettings({ initialDelaySeconds: 15, periodSeconds: 5, failureThreshold: 2 }));
  assert.deepEqual(times.startToLimit, { earliestMs: 20_000, latestMs: 25_000 });
  assert.deepEqual(times.failingToLimit, { earliestMs: 5_000, latestMs: 10_000 });
});

test('an answer that hangs longer than the period delays the next probe', () => {
  const times = probeTimes(probeSettings({ periodSeconds: 2, timeoutSeconds: 5, failureThreshold: 3 }));
  assert.deepEqual(times.hangingToLimit, { earliestMs: 15_000, latestMs: 17_000 });
});

test('successThreshold delays success', () => {
  const times = probeTimes(probeSettings({ periodSeconds: 3, successThreshold: 3 }));
  assert.deepEqual(times.answeringToSuccess, { earliestMs: 6_000, latestMs: 9_000 });
});

test('values of wrong types count as the default', () => {
  assert.deepEqual(probeSettings({ periodSeconds: 'x', failureThreshold: 0, timeoutSeconds: null }), probeSettings({}));
});
