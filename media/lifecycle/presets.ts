/** Scenarios that people ask for first, made for the Pod at hand. */
import type { Scenario, SimulationInput } from '../../core/simulation.ts';
import {
  containersOf,
  setDeletion,
  setExit,
  setImage,
  setProbeFailure,
  setSignal,
  setStartup,
} from './scenario-edit.ts';

export interface Preset {
  readonly title: string;
  readonly scenario: Scenario;
}

export function presets(input: SimulationInput): readonly Preset[] {
  const main = containersOf(input).find((each) => each.role === 'regular');
  if (main === undefined) return [];
  const plain: Scenario = keepFrame(input.scenario);
  const named = (name: string, scenario: Scenario): Preset => ({ title: name, scenario: { ...scenario, name } });
  const made: Preset[] = [
    { title: 'All goes well', scenario: plain },
    named('Slow start', setStartup(plain, main.name, 30_000)),
    named('Crashes after 5 s', setExit(plain, main.name, { afterMs: 5000, code: 1 })),
    named('Out of memory', setExit(plain, main.name, { afterMs: 20_000, code: 137, oom: true })),
  ];
  for (const probe of main.probes)
    made.push(named(`${titles[probe.kind]} fails`, setProbeFailure(plain, main.name, probe, { fromMs: 0 })));
  for (const probe of main.probes.filter((each) => each.kind !== 'startup')) {
    made.push(
      named(
        `${titles[probe.kind]} fails for a minute`,
        setProbeFailure(plain, main.name, probe, { fromMs: 30_000, toMs: 90_000 }),
      ),
    );
  }
  made.push(
    named('Deaf to SIGTERM, deleted', setDeletion(setSignal(plain, main.name, { kind: 'ignores' }), 30_000)),
    named('Deleted', setDeletion(plain, 30_000)),
    named('Image cannot be pulled', setImage(plain, main.image, { fails: 'not found' })),
  );
  return made;
}

const titles = { startup: 'Startup', readiness: 'Readiness', liveness: 'Liveness' } as const;

/** What a preset does not touch: the cluster, timing, seed, expectations. */
function keepFrame(scenario: Scenario): Scenario {
  const { name: _name, containers: _containers, actions: _actions, images: _images, ...rest } = scenario;
  return rest;
}
