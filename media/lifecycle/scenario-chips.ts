/** The Scenario as chips: what is said about each container and the Pod, and what could be. */
import type { Scenario } from '../../core/simulation.ts';
import { length, safe } from './format.ts';
import { behaviourOf, type ContainerFacts, deletionOf, nodeLossOf, probeFailureOf } from './scenario-facts.ts';

export interface Chip {
  readonly name: string;
  /** Empty where nothing is said: the assumption holds. */
  readonly value: string;
}

export function containerChips(container: ContainerFacts, scenario: Scenario): readonly Chip[] {
  const behaviour = behaviourOf(scenario, container.name);
  const instance = behaviour?.instances?.[0];
  const exits = exitWords(instance?.exits);
  const several = exits !== '' && (behaviour?.instances?.length ?? 0) > 1 ? ', then …' : '';
  return [
    { name: 'start-up', value: instance?.listensAfterMs === undefined ? '' : length(instance.listensAfterMs) },
    { name: 'exits', value: exits + several },
    ...container.probes.map(({ kind }) => ({ name: kind, value: failureWords(probeFailureOf(behaviour, kind)) })),
    { name: 'SIGTERM', value: signalWords(behaviour?.onSignal) },
    { name: 'image', value: imageWords(scenario.images?.find((each) => each.image === container.image)) },
  ];
}

export function podChips(scenario: Scenario): readonly Chip[] {
  const [deleted, lost] = [deletionOf(scenario), nodeLossOf(scenario)];
  return [
    { name: 'deleted', value: deleted === undefined ? 'never' : `at ${length(deleted)}` },
    { name: 'node lost', value: lost === undefined ? '' : `at ${length(lost)}` },
  ];
}

function exitWords(
  exits: { readonly afterMs: number; readonly code: number; readonly oom?: boolean } | undefined,
): string {
  if (exits === undefined) return '';
  return `${exits.oom === true ? 'out of memory' : `code ${exits.code}`} after ${length(exits.afterMs)}`;
}

function failureWords(failure: ReturnType<typeof probeFailureOf>): string {
  if (failure === undefined) return '';
  const until = failure.toMs === undefined ? '' : length(failure.toMs);
  if (failure.fromMs === 0 && until !== '') return `fails until ${until}`;
  return `fails from ${length(failure.fromMs)}${until === '' ? '' : ` to ${until}`}`;
}

export function signalWords(signal: NonNullable<Scenario['containers']>[number]['onSignal']): string {
  if (signal === undefined) return '';
  return signal.kind === 'ignores' ? 'ignored' : `exits after ${length(signal.afterMs)}`;
}

function imageWords(image: NonNullable<Scenario['images']>[number] | undefined): string {
  if (image === undefined) return '';
  if (image.fails !== undefined) return `pull fails: ${safe(image.fails, 24)}`;
  return image.present === true ? 'present' : `pulled in ${length(image.takesMs ?? 0)}`;
}
