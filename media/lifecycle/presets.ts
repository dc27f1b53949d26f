/** The core's presets for the Pod at hand: what they do not touch stays as the Scenario has it. */
import { presetsFor, presetSubject, type Scenario, type SimulationInput } from '../../core/simulation.ts';

export interface Preset {
  readonly title: string;
  readonly scenario: Scenario;
}

export function presets({ pod, scenario: given }: SimulationInput): readonly Preset[] {
  const plain = keepFrame(given);
  const made = presetsFor(presetSubject(pod, given.cluster?.nodes?.[0]?.name)).map(({ title, scenario }) => ({
    title,
    scenario: { ...plain, ...scenario, cluster: { ...plain.cluster, ...scenario.cluster } },
  }));
  return made.length === 0 ? [] : [{ title: 'All goes well', scenario: plain }, ...made];
}

/** What a preset does not touch: the cluster, timing, seed, expectations. */
function keepFrame(scenario: Scenario): Scenario {
  const { name: _name, containers: _containers, actions: _actions, images: _images, ...rest } = scenario;
  return rest;
}
