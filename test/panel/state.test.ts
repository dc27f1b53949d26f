/** The view state: what each action does, that windows stay within the run, that bad stored state does no harm. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { reduce } from '../../media/lifecycle/reduce.ts';
import { nextSpeed } from '../../media/lifecycle/speeds.ts';
import { type Action, initialState, restore, type ViewState } from '../../media/lifecycle/state.ts';

const run = (state: ViewState, ...actions: readonly Action[]): ViewState => actions.reduce(reduce, state);
const loaded = run(initialState, { type: 'run', endMs: 100_000, firstPlayheadMs: 12_000, fresh: true });

test('a fresh run is shown as a whole with the playhead where it is interesting', () => {
  assert.deepEqual([loaded.fromMs, loaded.toMs, loaded.fitted, loaded.playheadMs], [0, 100_000, true, 12_000]);
});

test('a new model keeps window, playhead and selection', () => {
  const looking = run(
    loaded,
    { type: 'window', fromMs: 10_000, toMs: 20_000 },
    { type: 'select', selection: { rowId: 'container/app', kind: 'span', atMs: 11_000 }, atMs: 15_000 },
  );
  const next = run(looking, { type: 'run', endMs: 100_000, firstPlayheadMs: 0, fresh: false });
  assert.deepEqual(
    [next.fromMs, next.toMs, next.playheadMs, next.selection?.rowId],
    [10_000, 20_000, 15_000, 'container/app'],
  );
});

test('a fitted window follows the end of the run', () => {
  assert.equal(run(loaded, { type: 'run', endMs: 50_000, firstPlayheadMs: 0, fresh: false }).toMs, 50_000);
});

test('selecting moves the playhead and shows the inspector; selecting nothing clears', () => {
  const chosen = run(
    loaded,
    { type: 'left', left: 'sweep' },
    { type: 'select', selection: { rowId: 'x', kind: 'mark', atMs: 5 }, atMs: 5 },
  );
  assert.deepEqual([chosen.left, chosen.playheadMs], ['inspector', 5]);
  assert.equal('selection' in run(chosen, { type: 'select' }), false);
});

test('ranges are ordered and within the run', () => {
  assert.deepEqual(run(loaded, { type: 'range', range: { fromMs: 300_000, toMs: -5 } }).range, {
    fromMs: 0,
    toMs: 100_000,
  });
  assert.equal('range' in run(loaded, { type: 'range', range: { fromMs: 1, toMs: 2 } }, { type: 'range' }), false);
});

test('folds: one by one, and all', () => {
  const opened = run(loaded, { type: 'toggleFold', fromMs: 7 });
  assert.deepEqual(opened.opened, [7]);
  assert.deepEqual(run(opened, { type: 'toggleFold', fromMs: 7 }).opened, []);
  assert.deepEqual(run(opened, { type: 'folding', on: false }).opened, []);
});

test('playing from the end starts over; speeds are steps', () => {
  assert.equal(run(loaded, { type: 'playhead', atMs: 100_000 }, { type: 'play', playing: true }).playheadMs, 0);
  assert.equal(nextSpeed(10, 1), 25);
  assert.equal(nextSpeed(0.25, -1), 0.25);
  assert.equal(run(loaded, { type: 'speed', speed: 3 }).speed, loaded.speed);
});

test('whatever is asked for, window and playhead stay within the run', () => {
  const ms = fc.double({ min: -1e7, max: 1e7, noNaN: true });
  const action: fc.Arbitrary<Action> = fc.oneof(
    fc.record({ type: fc.constant('window' as const), fromMs: ms, toMs: ms }),
    fc.record({ type: fc.constant('playhead' as const), atMs: ms }),
    fc.constant<Action>({ type: 'fit' }),
    fc.record({
      type: fc.constant('run' as const),
      endMs: fc.integer({ min: 1, max: 1e7 }),
      firstPlayheadMs: fc.constant(0),
      fresh: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
      const state = run(initialState, ...actions);
      assert.ok(
        state.fromMs >= 0 && state.toMs <= state.endMs + 1e-6 && state.fromMs < state.toMs,
        JSON.stringify(state),
      );
      assert.ok(state.playheadMs >= 0 && state.playheadMs <= state.endMs);
    }),
    { numRuns: 300 },
  );
});

test('stored state comes back; what is not ours is left out', () => {
  const kept = {
    ...loaded,
    speed: 50,
    selection: { rowId: 'container/app', kind: 'span', atMs: 3 },
    uri: 'file:///a.yaml',
    playing: true,
  };
  const back = restore(structuredClone(kept));
  assert.deepEqual([back.speed, back.selection?.rowId, back.playing, back.toMs], [50, 'container/app', false, 100_000]);
  for (const bad of [null, 5, 'x', [], { fromMs: 'no', opened: 3, selection: 9, speed: NaN }])
    assert.deepEqual(restore(bad), initialState);
});
