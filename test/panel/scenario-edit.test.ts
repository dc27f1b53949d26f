/** What the form and the handles write into a Scenario, and that the simulator does it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Scenario, simulate, type SimulationInput } from '../../core/simulation.ts';
import { arrange } from '../../media/lifecycle/arrange.ts';
import { difference, factsOf } from '../../media/lifecycle/compare.ts';
import { keysOf, numberAt, setNumber } from '../../media/lifecycle/numbers.ts';
import { presets } from '../../media/lifecycle/presets.ts';
import {
  setDeletion,
  setExit,
  setImage,
  setProbeFailure,
  setSignal,
  setStartup,
  withInstance,
} from '../../media/lifecycle/scenario-edit.ts';
import { containersOf, deletionOf, probeFailureOf } from '../../media/lifecycle/scenario-facts.ts';
import { around } from '../../media/lifecycle/sweep-pane.ts';
import { scenes, withThreshold } from './pods.ts';

const input = scenes['compare'] ?? assert.fail();
const run = (scenario: Scenario, of: SimulationInput = input): ReturnType<typeof factsOf> =>
  factsOf(arrange(simulate({ ...of, scenario })));

test('every statement can be made and taken back', () => {
  const [liveness] = containersOf(input)[0]?.probes.filter((each) => each.kind === 'liveness') ?? [];
  assert.ok(liveness !== undefined);
  const steps: readonly (readonly [(scenario: Scenario) => Scenario, (scenario: Scenario) => Scenario])[] = [
    [(it) => setStartup(it, 'app', 5000), (it) => setStartup(it, 'app', undefined)],
    [(it) => setExit(it, 'app', { afterMs: 5000, code: 1 }), (it) => setExit(it, 'app', undefined)],
    [
      (it) => setProbeFailure(it, 'app', liveness, { fromMs: 5000 }),
      (it) => setProbeFailure(it, 'app', liveness, undefined),
    ],
    [(it) => setSignal(it, 'app', { kind: 'ignores' }), (it) => setSignal(it, 'app', undefined)],
    [(it) => setImage(it, 'x', { takesMs: 4 }), (it) => setImage(it, 'x', undefined)],
    [(it) => setDeletion(it, 5000), (it) => setDeletion(it, undefined)],
  ];
  for (const [make, takeBack] of steps) {
    assert.notDeepEqual(make({}), {});
    assert.deepEqual(takeBack(make({})), {});
    const other: Scenario = { name: 'kept', containers: [{ name: 'sidecar', onSignal: { kind: 'ignores' } }] };
    assert.deepEqual(takeBack(make(other)), other);
  }
});

test('what is written happens', () => {
  assert.ok((run(setStartup({}, 'app', 40_000)).readyMs ?? 0) >= 40_000);
  assert.ok(run(setExit({}, 'app', { afterMs: 5000, code: 1 })).restarts > 1);
  assert.ok(run(setDeletion({}, 20_000)).goneMs !== undefined);
  const liveness = containersOf(input)[0]?.probes.find((each) => each.kind === 'liveness') ?? assert.fail();
  const failing = setProbeFailure({}, 'app', liveness, { fromMs: 30_000 });
  assert.ok(run(failing).restarts > 0);
  assert.deepEqual(probeFailureOf(failing.containers?.[0], 'liveness'), { fromMs: 30_000 });
  assert.deepEqual(
    probeFailureOf(setProbeFailure({}, 'app', liveness, { fromMs: 0, toMs: 9000 }).containers?.[0], 'liveness'),
    { fromMs: 0, toMs: 9000 },
  );
});

test('a later start gets an entry of its own', () => {
  const scenario = withInstance(setExit({}, 'app', { afterMs: 1000, code: 1 }), 'app', 2, (instance) => ({
    ...instance,
    exits: { afterMs: 9, code: 0 },
  }));
  assert.deepEqual(
    scenario.containers?.[0]?.instances?.map((each) => each.exits?.afterMs),
    [1000, 1000, 9],
  );
});

test('other actions stay when the deletion moves', () => {
  const scenario: Scenario = {
    actions: [
      { atMs: 1, do: 'kubelet', change: 'restarts' },
      { atMs: 2, do: 'delete', gracePeriodSeconds: 5 },
    ],
  };
  assert.equal(deletionOf(setDeletion(scenario, 9000)), 9000);
  assert.deepEqual(
    setDeletion(scenario, 9000).actions?.find((each) => each.do === 'delete'),
    { atMs: 9000, do: 'delete', gracePeriodSeconds: 5 },
  );
  assert.equal(setDeletion(scenario, undefined).actions?.length, 1);
});

test('every preset runs', () => {
  for (const [name, of] of Object.entries(scenes)) {
    for (const preset of presets(of))
      assert.ok(simulate({ ...of, scenario: preset.scenario }).lanes.length > 0, `${name}: ${preset.title}`);
  }
});

test('numbers of the manifest by their path', () => {
  assert.deepEqual(keysOf('spec.containers[0].ports[12].name'), ['spec', 'containers', 0, 'ports', 12, 'name']);
  const field = 'spec.containers[0].startupProbe.failureThreshold';
  assert.equal(numberAt(input, field), 30);
  assert.equal(numberAt(setNumber(input, field, 3), field), 3);
  assert.equal(numberAt(input, field), 30);
  const template = { ...input, specPath: 'spec.template.spec' };
  assert.equal(
    numberAt(
      setNumber(template, 'spec.template.spec.containers[0].startupProbe.failureThreshold', 4),
      'spec.template.spec.containers[0].startupProbe.failureThreshold',
    ),
    4,
  );
  assert.equal(setNumber(template, 'metadata.generation', 4), template);
});

test('differences as sentences; none between equals', () => {
  const [now, before] = [arrange(simulate(input)), arrange(simulate(withThreshold(input, 3)))];
  assert.deepEqual(difference(now, now), { rows: [], sentences: [] });
  const { sentences } = difference(before, now);
  assert.equal(sentences[0], 'becomes Ready');
  assert.match(sentences[1] ?? '', /^\d restarts fewer$/);
});

test('values of a sweep hold the current one', () => {
  assert.deepEqual(around([1, 2, 3, 5, 8], 4, 9), [1, 2, 3, 4, 5, 8]);
  assert.deepEqual(around([1, 2, 3, 4, 5, 6], 6, 3), [4, 5, 6]);
  assert.deepEqual(around([1, 2, 3, 4, 5, 6], 1, 3), [1, 2, 3]);
});
