/** Makes a scenario smaller as long as the two sides still differ in it. */
import { changesOf, compareAnswers, type Difference } from './compare.ts';
import { withDraws } from './draws.ts';
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
          drawn = withDraws(scenario, answer),
          difference = answer.error ? undefined : compareAnswers(safely(drawn), changesOf(answer));
        return difference?.part === start.difference.part ? { scenario: drawn, difference, answer } : undefined;
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
  const propose = (...paths: readonly Path[]): void => {
    const copy = structuredClone(scenario);
    for (const path of paths) removeAt(copy, path);
    if (JSON.stringify(copy) !== JSON.stringify(scenario)) made.push(copy);
  };
  const spec = scenario.pod.spec as { containers: Json[]; initContainers?: Json[] };
  for (const list of ['initContainers', 'containers'] as const) {
    spec[list]?.forEach((c, i) => {
      if (list === 'containers' && spec.containers.length === 1) return;
      // A patch that names a container would add it.
      if (JSON.stringify(scenario.actions).includes(`"${String(c['name'])}"`)) return;
      const behaviour = ['behaviour', 'containers', String(c['name'])];
      propose(spec[list]?.length === 1 ? ['pod', 'spec', list] : ['pod', 'spec', list, i], behaviour);
    });
  }
  if (scenario.actions.length) made.push({ ...structuredClone(scenario), actions: [] });
  if (scenario.duration > 120) made.push({ ...structuredClone(scenario), duration: Math.ceil(scenario.duration / 2) });
  if (scenario.jitter !== 'off') made.push({ ...structuredClone(scenario), jitter: 'off' });
  for (const list of ['initContainers', 'containers'] as const) {
    spec[list]?.forEach((c, i) => {
      for (const field of Object.keys(c).filter((name) => !['name', 'image', 'restartPolicy'].includes(name)))
        propose(['pod', 'spec', list, i, field]);
      if (c['image'] !== plainImage) made.push(withImage(scenario, list, i));
    });
  }
  for (const [name, behaviour] of Object.entries(scenario.behaviour.containers)) {
    const own = ['behaviour', 'containers', name];
    for (const field of Object.keys(behaviour)) propose([...own, field]);
    behaviour.instances?.forEach((instance, i) => {
      if ((behaviour.instances?.length ?? 0) > 1) propose([...own, 'instances', i]);
      for (const field of Object.keys(instance)) propose([...own, 'instances', i, field]);
    });
  }
  if ('activeDeadlineSeconds' in scenario.pod.spec) propose(['pod', 'spec', 'activeDeadlineSeconds']);
  return made;
}

type Path = readonly (string | number)[];

const plainImage = 'busybox:1.36';

function withImage(scenario: KubeletScenario, list: string, i: number): KubeletScenario {
  const copy = structuredClone(scenario);
  Object.assign(at(copy, ['pod', 'spec', list, i]), { image: plainImage });
  return copy;
}

/** An item leaves its list, a member its object. */
function removeAt(root: object, path: Path): void {
  const parent = at(root, path.slice(0, -1));
  const key = path.at(-1) ?? '';
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else Reflect.deleteProperty(parent, key);
}

function at(root: object, path: Path): object {
  return path.reduce<object>((value, key) => (value as Readonly<Record<string | number, object>>)[key] ?? {}, root);
}
