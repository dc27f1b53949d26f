import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, createEngine, createSignal, fire, run, spawn, type Process } from '../../core/simulator/engine.ts';

test('what is due at one instant happens by priority, then in the order of asking', () => {
  const engine = createEngine(),
    seen: string[] = [];
  at(engine, 5, 2, () => seen.push('late'));
  at(engine, 5, 1, () => seen.push('first'));
  at(engine, 5, 1, () => seen.push('second'));
  at(engine, 3, 9, () => seen.push('early'));
  assert.equal(run(engine, 10, 100), 'horizon reached');
  assert.deepEqual(seen, ['early', 'first', 'second', 'late']);
  assert.equal(engine.nowMs, 10);
});

test('nothing happens in the past', () => {
  const engine = createEngine(),
    seen: number[] = [];
  at(engine, 4, 1, () => at(engine, 1, 1, () => seen.push(engine.nowMs)));
  run(engine, 10, 100);
  assert.deepEqual(seen, [4]);
});

test('a process waits for a time, for a signal, or for what comes first', () => {
  const engine = createEngine(),
    signal = createSignal(),
    seen: string[] = [];
  spawn(
    engine,
    1,
    (function* (): Process {
      yield 3;
      seen.push(`slept until ${engine.nowMs}`);
      const isSignal = yield { signal, untilMs: 5 };
      seen.push(`${isSignal ? 'signal' : 'time'} at ${engine.nowMs}`);
      const again = yield { signal, untilMs: 20 };
      seen.push(`${again ? 'signal' : 'time'} at ${engine.nowMs}`);
    })(),
  );
  at(engine, 8, 1, () => fire(engine, signal));
  run(engine, 30, 100);
  assert.deepEqual(seen, ['slept until 3', 'time at 5', 'signal at 8']);
});

test('a signal that nobody waits for is lost', () => {
  const engine = createEngine(),
    signal = createSignal(),
    seen: number[] = [];
  fire(engine, signal);
  spawn(
    engine,
    1,
    (function* (): Process {
      yield { signal, untilMs: 7 };
      seen.push(engine.nowMs);
    })(),
  );
  run(engine, 10, 100);
  assert.deepEqual(seen, [7]);
});

test('two signals at once wake a process once', () => {
  const engine = createEngine(),
    one = createSignal(),
    other = createSignal();
  let woken = 0;
  spawn(
    engine,
    1,
    (function* (): Process {
      yield { signal: one, also: other, untilMs: 9 };
      woken++;
      yield 20;
      woken++;
    })(),
  );
  at(engine, 2, 1, () => {
    fire(engine, one);
    fire(engine, other);
  });
  run(engine, 10, 100);
  assert.equal(woken, 1);
});

test('the budget ends a run that never ends', () => {
  const engine = createEngine();
  at(engine, 0, 1, function again() {
    at(engine, engine.nowMs, 1, again);
  });
  assert.equal(run(engine, 10, 50), 'event budget of 50 used up');
});
