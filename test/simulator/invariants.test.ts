import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { SimulationInput } from '../../core/simulator/input.ts';
import { play, simulate } from '../../core/simulator/simulate.ts';
import { verdictOf, verdictOfRun } from '../../core/simulator/verdict.ts';
import { brokenInvariants } from '../support/invariants.ts';
import { inputOf } from '../support/kubelet/run.ts';
import { randomScenario } from '../support/kubelet/scenario.ts';
import { random } from '../support/random.ts';

type World = 'typical' | 'ideal';

function randomInput(seed: number, timing: World): SimulationInput {
  const input = inputOf(randomScenario(random(seed), `seed-${seed}`));
  return { ...input, scenario: { ...input.scenario, jitter: seed % 3 === 0 ? 'off' : { seed }, timing } };
}

/** What a run broke, with the command that plays it again. */
function broken(seed: number, timing: World): readonly string[] {
  const found = brokenInvariants(simulate(randomInput(seed, timing)));
  return found.length
    ? [...found, `again: PODSCOPE_PLAY=${seed},${timing} npm test -- test/simulator/invariants.test.ts`]
    : [];
}

/** One run to play again, as `seed,timing`. */
const again = process.env['PODSCOPE_PLAY']?.split(',');

test('random Pods keep to what every run must keep to', () => {
  if (again) return assert.deepEqual(broken(Number(again[0]), again[1] === 'ideal' ? 'ideal' : 'typical'), []);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 30 }), fc.constantFrom<World>('typical', 'ideal'), (seed, timing) => {
      assert.deepEqual(broken(seed, timing), []);
    }),
    { numRuns: Number(process.env['PODSCOPE_RUNS'] ?? 2000), seed: Number(process.env['PODSCOPE_SEED'] ?? 1) },
  );
});

test('two runs of one input are equal, byte for byte', () => {
  for (let seed = 1; seed <= 20; seed++) {
    assert.equal(
      JSON.stringify(simulate(randomInput(seed, 'typical'))),
      JSON.stringify(simulate(randomInput(seed, 'typical'))),
    );
  }
});

test('a run for a verdict only has the statuses and events of the whole run', () => {
  for (let seed = 30; seed <= 50; seed++) {
    const input = randomInput(seed, 'typical'),
      whole = simulate(input);
    const lean = simulate({ ...input, settings: { ...input.settings, verdictOnly: true } });
    assert.deepEqual(lean.status, whole.status);
    assert.deepEqual(verdictOfRun(play(input)), verdictOf(whole));
    assert.deepEqual(
      lean.events.map(({ cause: _, ...event }) => event),
      whole.events.map(({ cause: _, ...event }) => event),
    );
  }
});

test('a shorter horizon shows the beginning of the longer run', () => {
  for (let seed = 60; seed <= 70; seed++) {
    const input = randomInput(seed, 'typical'),
      long = simulate(input);
    const short = simulate({ ...input, settings: { ...input.settings, horizonMs: 30_000 } });
    assert.deepEqual(
      short.status,
      long.status.filter((change) => change.atMs <= 30_000),
    );
  }
});
