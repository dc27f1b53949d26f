/** Changes to a Scenario as pure functions: what the form, the presets and the handles in the lanes do. */
import type { Scenario } from '../../core/simulation.ts';
import type { Behaviour, Instance, ProbeFacts, Script } from './scenario-facts.ts';

export function withContainer(
  scenario: Scenario,
  container: string,
  change: (behaviour: Behaviour) => Behaviour,
): Scenario {
  const all = scenario.containers ?? [];
  const known = all.some((each) => each.name === container);
  const changed = known
    ? all.map((each) => (each.name === container ? change(each) : each))
    : [...all, change({ name: container })];
  const kept = changed.filter((each) => Object.keys(each).length > 1);
  return clean({ ...scenario, containers: some(kept) });
}

/** The behaviour of one start; a later start than there are entries first repeats the last one, as a run does. */
export function withInstance(
  scenario: Scenario,
  container: string,
  index: number,
  change: (instance: Instance) => Instance,
): Scenario {
  return withContainer(scenario, container, (behaviour) => {
    const all = [...(behaviour.instances ?? [])];
    while (all.length <= index) all.push(all.at(-1) ?? {});
    all[index] = change(all[index] ?? {});
    return withoutEmpty({ ...behaviour, instances: all });
  });
}

/** Start-up time of every start; undefined takes the statement away. */
export function setStartup(scenario: Scenario, container: string, listensAfterMs: number | undefined): Scenario {
  return everyInstance(scenario, container, (instance) => clean({ ...instance, listensAfterMs }));
}

export function setExit(
  scenario: Scenario,
  container: string,
  exits: { readonly afterMs: number; readonly code: number; readonly oom?: boolean } | undefined,
): Scenario {
  return everyInstance(scenario, container, (instance) => clean({ ...instance, exits }));
}

function everyInstance(scenario: Scenario, container: string, change: (instance: Instance) => Instance): Scenario {
  return withContainer(scenario, container, (behaviour) => {
    const all = behaviour.instances === undefined || behaviour.instances.length === 0 ? [{}] : behaviour.instances;
    return withoutEmpty({ ...behaviour, instances: all.map(change) });
  });
}

/** From when on a probe fails; undefined lets it pass. `toMs` is when it passes again. Times count from the container's start. */
export function setProbeFailure(
  scenario: Scenario,
  container: string,
  probe: ProbeFacts,
  failure: { readonly fromMs: number; readonly toMs?: number } | undefined,
): Scenario {
  return withContainer(scenario, container, (behaviour) => {
    const others = (behaviour.answers ?? []).filter((script) => script.probe !== probe.kind);
    const answers = failure === undefined ? others : [...others, failing(probe, failure.fromMs, failure.toMs)];
    return clean({ ...behaviour, answers: some(answers) });
  });
}

function failing(probe: ProbeFacts, fromMs: number, toMs: number | undefined): Script {
  const answer = (at: number, ok: boolean): Script['sequence'][number] => {
    if (probe.handler === 'exec') return { fromMs: at, exitCode: ok ? 0 : 1 };
    if (probe.handler === 'tcpSocket') return { fromMs: at, open: ok };
    if (probe.handler === 'grpc') return { fromMs: at, serving: ok ? 'SERVING' : 'NOT_SERVING' };
    return { fromMs: at, status: ok ? 200 : 503 };
  };
  const before = fromMs > 0 ? [answer(0, true)] : [];
  const after = toMs === undefined ? [] : [answer(toMs, true)];
  return { probe: probe.kind, sequence: [...before, answer(fromMs, false), ...after] };
}

export function setSignal(
  scenario: Scenario,
  container: string,
  onSignal: Behaviour['onSignal'] | undefined,
): Scenario {
  return withContainer(scenario, container, (behaviour) => clean({ ...behaviour, onSignal }));
}

/** Pull time or failure of an image; undefined takes the statement away. */
export function setImage(
  scenario: Scenario,
  image: string,
  pull: { readonly takesMs?: number; readonly fails?: string; readonly present?: boolean } | undefined,
): Scenario {
  const others = (scenario.images ?? []).filter((each) => each.image !== image);
  const images = pull === undefined ? others : [...others, { image, ...pull }];
  return clean({ ...scenario, images: some(images) });
}

/** When the Pod is deleted; undefined for never. Other actions stay. */
export function setDeletion(scenario: Scenario, atMs: number | undefined, gracePeriodSeconds?: number): Scenario {
  const isSame = (action: Action): boolean => action.do === 'delete';
  const old = scenario.actions?.find(isSame);
  const grace = gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds };
  const made = { ...(old?.do === 'delete' ? old : {}), atMs: atMs ?? 0, do: 'delete' as const, ...grace };
  return withAction(scenario, isSame, atMs === undefined ? undefined : made);
}

/** The node stops answering at a moment; undefined for never. */
export function setNodeLoss(scenario: Scenario, atMs: number | undefined): Scenario {
  const isSame = (action: Action): boolean => action.do === 'node' && action.change === 'stops';
  return withAction(scenario, isSame, atMs === undefined ? undefined : { atMs, do: 'node', change: 'stops' });
}

type Action = NonNullable<Scenario['actions']>[number];

/** With an action in place of those like it, in order of time. */
function withAction(scenario: Scenario, isSame: (action: Action) => boolean, made: Action | undefined): Scenario {
  const others = (scenario.actions ?? []).filter((action) => !isSame(action));
  const actions = made === undefined ? others : [...others, made].sort((one, other) => one.atMs - other.atMs);
  return clean({ ...scenario, actions: some(actions) });
}

/** A list that has something in it. */
const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);

function withoutEmpty(behaviour: Behaviour): Behaviour {
  const instances =
    behaviour.instances?.every((each) => Object.keys(each).length === 0) === true ? undefined : behaviour.instances;
  return clean({ ...behaviour, instances });
}

type WithUndefined<T> = { readonly [K in keyof T]: T[K] | undefined };

/** A copy without members that are undefined: the documents say nothing rather than nothing's name. */
function clean<T extends object>(value: WithUndefined<T>): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
