/**
 * A run from beginning to end: input in, Timeline out. Nothing throws on odd input; budgets and the horizon end every
 * run.
 */
import { beginWork } from './worker-loop.ts';
import { fields, list } from '../kube/json.ts';
import { addCause } from './causes.ts';
import { createLife } from './create-life.ts';
import { createWorld } from './create-world.ts';
import { run, PRIORITY_ACTION, at } from './engine.ts';
import type { SimulationInput } from './input.ts';
import { planActions } from './actions.ts';
import { store } from './api-server.ts';
import { allContainers, type ApiPod, type PodSpec } from './pod.ts';
import { podChanged } from './kubelet-config.ts';
import { runtimeChanged } from './pleg.ts';
import { beginStatic } from './static-pod.ts';
import { planStorageChecks } from './local-storage.ts';
import { collectPods } from './node-changes.ts';
import { trySchedule } from './scheduler.ts';
import { watchTaints } from './placing.ts';
import { buildTimeline } from './build-timeline.ts';
import type { Timeline } from './timeline.ts';
import type { PodLife } from './world.ts';
import { knownPrograms } from '../behaviour/known-programs.ts';
import type { KnownPrograms } from '../behaviour/resolve.ts';

const MAX_EVENTS = 400_000;
const MANY_CONTAINERS = 50;
const MAX_HORIZON_MS = 366 * 86_400_000;

/** `programs` replaces what is known of command lines and images. */
export interface SimulateOptions {
  readonly programs?: KnownPrograms | undefined;
}

export function simulate(input: SimulationInput, options: SimulateOptions = {}): Timeline {
  const { life, because } = play(input, options);
  return buildTimeline(life, because);
}

/** The run itself, for those who need more than the Timeline (sweeps, tests). */
export function play(
  input: SimulationInput,
  options: SimulateOptions = {},
): { readonly life: PodLife; readonly because: string } {
  const wish = input.settings.horizonMs;
  const horizonMs = Number.isFinite(wish) ? Math.min(Math.max(0, Math.round(wish)), MAX_HORIZON_MS) : 600_000;
  const listeners = { runtimeChanged, podChanged: tellOfPod, worthATry: trySchedule };
  const life = createLife(createWorld(input, horizonMs), input, options.programs ?? knownPrograms, listeners);
  if (life.lastApi.spec.containers.length === 0) return { life, because: 'the Pod has no containers' };
  at(life, 0, PRIORITY_ACTION, () => begin(life, input));
  const because = run(life, horizonMs, input.settings.maxEvents ?? defaultBudget(life));
  return { life, because: !life.api && because === 'horizon reached' ? 'the Pod is gone' : because };
}

/** Whoever watches Pods: the kubelet, and the taint manager, which forgets the ones that are gone. */
function tellOfPod(life: PodLife, pod: ApiPod | undefined, cause: number | undefined): void {
  if (!pod) watchTaints(life, cause);
  podChanged(life, pod, cause);
}

/** Each event costs more in a Pod with very many containers. */
const defaultBudget = (life: PodLife): number =>
  Math.floor(MAX_EVENTS / Math.max(1, allContainers(life.lastApi.spec).length / MANY_CONTAINERS));

/** Do its volumes or containers have limits of what they may write? */
const limitsStorage = ({ containers, raw }: PodSpec): boolean =>
  containers.some((c) => fields(fields(c.raw['resources'])['limits'])['ephemeral-storage'] !== undefined) ||
  list(raw['volumes']).some((volume) => fields(volume['emptyDir'])['sizeLimit'] !== undefined);

function begin(life: PodLife, input: SimulationInput): void {
  const cause = addCause(life, 'the Pod is created', 'metadata.name');
  life.lastCause = cause;
  beginWork(life);
  if (life.isStatic) beginStatic(life, cause);
  else store(life, life.lastApi, cause);
  if (limitsStorage(life.lastApi.spec)) planStorageChecks(life);
  const { actions = [] } = input.scenario;
  // The panel loads this part for runs that need it.
  if (actions.length > 0) planActions(life, actions);
  if (!life.node) trySchedule(life);
  else if (!life.cluster.nodes.includes(life.node)) collectPods(life, life.node, cause);
  else watchTaints(life, cause);
}
