import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { recordingInput } from '../../cli/recording.ts';
import type { JsonObject } from '../../core/kube/json.ts';
import type { SimulationInput } from '../../core/simulator/input.ts';
import { play, simulate } from '../../core/simulator/simulate.ts';
import { verdictOf, verdictOfRun } from '../../core/simulator/verdict.ts';
import { brokenInvariants } from '../support/invariants.ts';
import { random } from '../support/random.ts';
import { randomScenario } from '../support/kubelet/scenario.ts';

/** A failing seed is printed by fast-check; put it here to play one again. */
function randomInput(seed: number, timing: 'typical' | 'ideal'): SimulationInput {
  const { pod, ...recording } = randomScenario(random(seed), `seed-${seed}`);
  const input = recordingInput({ ...recording, t0: '2000-01-01T00:00:20.250Z' }, pod as unknown as JsonObject, {
    jitter: seed % 3 === 0 ? 'off' : { seed },
  });
  return { ...input, scenario: { ...input.scenario, timing } };
}

test('random Pods keep to what every run must keep to', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 30 }), fc.constantFrom('typical', 'ideal'), (seed, timing) => {
      assert.deepEqual(brokenInvariants(simulate(randomInput(seed, timing))), []);
    }),
    { numRuns: 300, seed: 1 },
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
