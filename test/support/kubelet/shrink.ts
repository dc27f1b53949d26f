/** Makes a scenario smaller as long as the two sides still differ in it. */
import { changesOf, compareAnswers, type Difference } from './compare.ts';
import { type Answer, askOracle, simulated } from './run.ts';
import type { KubeletScenario } from './scenario.ts';

type Json = Record<string, unknown>;

export interface Shrunk {
  readonly scenario: KubeletScenario;
  readonly difference: Difference;
  readonly answer: Answer;
}

/** At most `rounds` rounds; in each all candidates are asked at once and the first that still differs in the same part is taken. */
export function shrink(runScript: string, start: Shrunk, rounds = 12): Shrunk {
  let best = start;
  for (let round = 0; round < rounds; round++) {
    const tried = candidates(best.scenario);
    const answers = askOracle(runScript, tried);
    const found = tried
      .map((scenario, i) => {
        const answer = answers[i]!,
          difference = answer.error ? undefined : compareAnswers(safely(scenario), changesOf(answer));
        return difference?.part === start.difference.part ? { scenario, difference, answer } : undefined;
      })
      .find((x) => x);
    if (!found) return best;
    best = found;
  }
  return best;
}

/** An exception of the simulator is a difference too. */
export function safely(scenario: KubeletScenario): Answer {
  try {
    return simulated(scenario);
  } catch (error) {
    const text =
      error instanceof Error ? `${error.message} ${(error.stack ?? '').split('\n')[1]?.trim() ?? ''}` : String(error);
    return { error: text, status: [], kubectl: [], events: [] };
  }
}

/** Every scenario with one thing less, the largest things first. */
function candidates(scenario: KubeletScenario): KubeletScenario[] {
  const made: KubeletScenario[] = [];
  // eslint-disable-next-line ts/no-explicit-any -- one step less of any shape: typing every path would say nothing more
  const propose = (change: (copy: any) => void): void => {
    const copy = structuredClone(scenario);
    change(copy);
    if (JSON.stringify(copy) !== JSON.stringify(scenario)) made.push(copy);
  };
  const spec = scenario.pod.spec as { containers: Json[]; initContainers?: Json[] };
  for (const list of ['initContainers', 'containers'] as const) {
    spec[list]?.forEach((c, i) => {
      if (list === 'containers' && spec.containers.length === 1) return;
      // A patch that names a container would add it.
      if (JSON.stringify(scenario.actions).includes(`"${String(c['name'])}"`)) return;
      propose((copy) => {
        copy.pod.spec[list].splice(i, 1);
        if (!copy.pod.spec[list].length) delete copy.pod.spec[list];
        delete copy.behaviour.containers[String(c['name'])];
      });
    });
  }
  if (scenario.actions.length) propose((copy) => void (copy.actions = []));
  if (scenario.duration > 120) propose((copy) => void (copy.duration = Math.ceil(copy.duration / 2)));
  if (scenario.jitter !== 'off') propose((copy) => void (copy.jitter = 'off'));
  for (const list of ['initContainers', 'containers'] as const) {
    spec[list]?.forEach((c, i) => {
      for (const field of Object.keys(c).filter((name) => !['name', 'image', 'restartPolicy'].includes(name)))
        propose((copy) => void delete copy.pod.spec[list][i][field]);
      propose((copy) => void (copy.pod.spec[list][i].image = 'busybox:1.36'));
    });
  }
  for (const [name, behaviour] of Object.entries(scenario.behaviour.containers)) {
    for (const field of Object.keys(behaviour)) propose((copy) => void delete copy.behaviour.containers[name][field]);
    behaviour.instances?.forEach((instance, i) => {
      if ((behaviour.instances?.length ?? 0) > 1)
        propose((copy) => void copy.behaviour.containers[name].instances.splice(i, 1));
      for (const field of Object.keys(instance))
        propose((copy) => void delete copy.behaviour.containers[name].instances[i][field]);
    });
  }
  if ('activeDeadlineSeconds' in scenario.pod.spec) propose((copy) => void delete copy.pod.spec.activeDeadlineSeconds);
  return made;
}
