import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, createClock, createSignal, fire, run, spawn, type Process } from '../../core/simulator/engine.ts';

test('what is due at one instant happens by priority, then in the order of asking', () => {
  const clock = createClock(),
    seen: string[] = [];
  at(clock, 5, 2, () => seen.push('late'));
  at(clock, 5, 1, () => seen.push('first'));
  at(clock, 5, 1, () => seen.push('second'));
  at(clock, 3, 9, () => seen.push('early'));
  assert.equal(run(clock, 10, 100), 'horizon reached');
  assert.deepEqual(seen, ['early', 'first', 'second', 'late']);
  assert.equal(clock.now(), 10);
});

test('nothing happens in the past', () => {
  const clock = createClock(),
    seen: number[] = [];
  at(clock, 4, 1, () => at(clock, 1, 1, () => seen.push(clock.now())));
  run(clock, 10, 100);
  assert.deepEqual(seen, [4]);
});

test('a process waits for a time, for a signal, or for what comes first', () => {
  const clock = createClock(),
    signal = createSignal(),
    seen: string[] = [];
  spawn(
    clock,
    1,
    (function* (): Process {
      yield 3;
      seen.push(`slept until ${clock.now()}`);
      const isSignal = yield { signal, untilMs: 5 };
      seen.push(`${isSignal ? 'signal' : 'time'} at ${clock.now()}`);
      const again = yield { signal, untilMs: 20 };
      seen.push(`${again ? 'signal' : 'time'} at ${clock.now()}`);
    })(),
  );
  at(clock, 8, 1, () => fire(clock, signal));
  run(clock, 30, 100);
  assert.deepEqual(seen, ['slept until 3', 'time at 5', 'signal at 8']);
});

test('a signal that nobody waits for is lost', () => {
  const clock = createClock(),
    signal = createSignal(),
    seen: number[] = [];
  fire(clock, signal);
  spawn(
    clock,
    1,
    (function* (): Process {
      yield { signal, untilMs: 7 };
      seen.push(clock.now());
    })(),
  );
  run(clock, 10, 100);
  assert.deepEqual(seen, [7]);
});

test('two signals at once wake a process once', () => {
  const clock = createClock(),
    one = createSignal(),
    other = createSignal();
  let woken = 0;
  spawn(
    clock,
    1,
    (function* (): Process {
      yield { signal: one, also: other, untilMs: 9 };
      woken++;
      yield 20;
      woken++;
    })(),
  );
  at(clock, 2, 1, () => {
    fire(clock, one);
    fire(clock, other);
  });
  run(clock, 10, 100);
  assert.equal(woken, 1);
});

test('the budget ends a run that never ends', () => {
  const clock = createClock();
  at(clock, 0, 1, function again() {
    at(clock, clock.now(), 1, again);
  });
  assert.equal(run(clock, 10, 50), 'event budget of 50 used up');
});

test('all that live in a run share its clock', () => {
  const clock = createClock(),
    [one, other] = [{ ...clock }, { ...clock }],
    seen: string[] = [];
  at(one, 5, 1, () => seen.push(`one at ${other.now()}`));
  at(other, 3, 1, () => seen.push(`other at ${one.now()}`));
  run(one, 10, 100);
  assert.deepEqual(seen, ['other at 3', 'one at 5']);
  assert.equal(other.now(), 10);
});
