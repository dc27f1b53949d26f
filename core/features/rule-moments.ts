/**
 * The moment of a simulated run that shows what a rule says: the failed try of a probe, the exit, the kill, the start with a text that was
 * meant to be replaced.
 */
import { expand } from '../behaviour/expand.ts';
import type { Scenario } from '../behaviour/scenario.ts';
import { asObject, type JsonObject, objectsAt, stringAt, stringsAt } from '../kube/json.ts';
import { structAtPath } from '../model/manifest.ts';
import type { SimulationInput } from '../simulator/input.ts';
import type { Lane, PodEvent, Span, Timeline } from '../simulator/timeline.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { withFittingNode } from './fitting-node.ts';
import { simulationInput, type SimulationQuestion } from './simulation-input.ts';

export interface RuleMoment {
  /** Since the Pod's creation. */
  readonly atMs: number;
  /** What happens then: `Unhealthy: Readiness probe failed: …`. */
  readonly text: string;
  /** The Scenario that shows it, where the given one does not: the Pod is deleted, or there is a node that takes it. */
  readonly scenario?: Scenario;
}

/** Where a finding stands: in which container, and in which of its probes and hooks. */
interface Place {
  readonly container: string;
  readonly part: string;
  /** What follows the container in the path: `env[1].value`. */
  readonly rest: string;
  readonly written: JsonObject;
  readonly graceMs: number;
}
type Moment = Pick<RuleMoment, 'atMs' | 'text'>;
type Evidence = (run: Timeline, place: Place) => Moment | undefined;

/** When the Pod is deleted to show what happens at its end. */
const deletionMs = 60_000;

const evidence: Readonly<Record<string, Evidence>> = {
  'probe-port-undeclared': failedTry,
  'exec-command-is-one-string': failedTry,
  'command-not-in-image': failedTry,
  'readiness-never-true': failedTry,
  'image-unparsable': (run, { container }) => event(run, container, ['InspectFailed', 'Failed']),
  'non-root-runs-as-root': (run, { container }) => event(run, container, ['Failed']),
  'memory-in-milli-bytes': (run, { container }) => event(run, container, ['Failed']),
  'cpu-in-bytes': (run) => event(run, undefined, ['FailedScheduling']),
  'pre-stop-eats-grace': lateSigterm,
  'env-reference-undefined': startsWithText,
  'port-shared-by-containers': (run, { container }) => firstExit(run, container, (code) => code !== 0),
  'command-ends': (run, { container }) => firstExit(run, container),
  'init-never-ends': (run, { container }) => runsToTheEnd(run, container),
  'job-never-ends': (run, { container }) => runsToTheEnd(run, container),
  'liveness-before-start': (run, { container }) => event(run, container, ['Killing']),
};

/** `diagnostic` is of level `fails` and of the question's document; `simulate` is the door to the simulator. */
export function ruleMoment(
  question: SimulationQuestion,
  diagnostic: Pick<Diagnostic, 'code' | 'field'>,
  simulate: (input: SimulationInput) => Timeline,
): RuleMoment | undefined {
  const find = Object.hasOwn(evidence, diagnostic.code) ? evidence[diagnostic.code] : undefined;
  const place = placeOf(question, diagnostic.field ?? '');
  if (find === undefined || place === undefined) return undefined;
  const given = place.part === 'preStop' ? withDeletion(question.scenario) : question.scenario;
  const moment = shownBy(question, given, simulate, (run) => find(run, place));
  if (moment !== undefined) return { ...moment, ...(given !== question.scenario && { scenario: given }) };
  // What a container does is only seen where the Pod gets a node.
  const scenario = withFittingNode(given, specOf(question));
  const elsewhere = shownBy(question, scenario, simulate, (run) => find(run, place));
  return elsewhere && { ...elsewhere, scenario };
}

function shownBy(
  question: SimulationQuestion,
  scenario: Scenario,
  simulate: (input: SimulationInput) => Timeline,
  find: (run: Timeline) => Moment | undefined,
): Moment | undefined {
  const input = simulationInput({ ...question, scenario });
  return input && find(simulate(input));
}

function specOf({ document: { manifest } }: SimulationQuestion): JsonObject {
  return manifest?.podSpecPath === undefined ? {} : structAtPath(manifest.object, manifest.podSpecPath);
}

function placeOf({ document: { manifest } }: SimulationQuestion, field: string): Place | undefined {
  const [, path = '', list = '', index, rest = ''] =
    /^(.*?)\.?(initContainers|containers|ephemeralContainers)\[(\d+)\](?:\.(.*))?$/.exec(field) ?? [];
  // A finding at the Pod's own fields is about its first container.
  if (manifest?.podSpecPath === undefined) return undefined;
  const spec = structAtPath(manifest.object, index === undefined ? manifest.podSpecPath : path);
  const container = asObject(objectsAt(spec, index === undefined ? 'containers' : list)[Number(index ?? 0)]);
  const part = /^(?:lifecycle\.)?(\w+)/.exec(rest)?.[1] ?? '';
  const grace = structAtPath(manifest.defaulted, manifest.podSpecPath)['terminationGracePeriodSeconds'];
  const graceMs = (typeof grace === 'number' ? grace : 30) * 1000;
  return container && { container: stringAt(container, 'name'), part, rest, written: container, graceMs };
}

function withDeletion(scenario: Scenario): Scenario {
  const actions = scenario.actions ?? [];
  if (actions.some((action) => action.do === 'delete')) return scenario;
  return { ...scenario, actions: [...actions, { atMs: deletionMs, do: 'delete' }] };
}

/** A probe's first failure or error, a hook's failure. */
function failedTry(run: Timeline, { container, part }: Place): Moment | undefined {
  if (part === 'postStart' || part === 'preStop')
    return event(run, container, [part === 'preStop' ? 'FailedPreStopHook' : 'FailedPostStartHook']);
  const probe = part.replace('Probe', '');
  return event(run, container, ['Unhealthy'], `${probe.charAt(0).toUpperCase()}${probe.slice(1)} probe`);
}

/** The first Event of a container (of the Pod if there is none) with one of these reasons. */
function event(
  run: Timeline,
  container: string | undefined,
  reasons: readonly string[],
  start = '',
): Moment | undefined {
  const found = run.events.find(
    ({ reason, fieldPath, message }) =>
      reasons.includes(reason) &&
      message.startsWith(start) &&
      (container === undefined || fieldPath.endsWith(`{${container}}`)),
  );
  return found && { atMs: firstMsOf(found), text: `${found.reason}: ${found.message}` };
}

function firstMsOf({ counts, firstMs }: PodEvent): number {
  return firstMs ?? counts[0]?.atMs ?? 0;
}

/** The container starts, and the text at the place is resolved with all variables that the kubelet knows there: some `$(NAME)` is left. */
function startsWithText(run: Timeline, { container, part, rest, written }: Place): Moment | undefined {
  const position = Number(/\[(\d+)\]/.exec(rest)?.[1]);
  const variables = objectsAt(written, 'env');
  const isVariable = part === 'env';
  const known = isVariable ? variables.slice(0, position) : variables;
  const text = isVariable ? stringAt(variables[position], 'value') : (stringsAt(written, part)[position] ?? '');
  const left = expand(text, Object.fromEntries(known.map((entry) => [stringAt(entry, 'name'), ''])));
  const reference = /\$\([^)]*\)/.exec(left)?.[0];
  const start = laneOf(run, container)?.spans.find(({ state }) => state === 'running' || state === 'ready');
  if (reference === undefined || start === undefined) return undefined;
  const where = isVariable ? `in ${stringAt(variables[position], 'name')}` : `as part of its ${part}`;
  return { atMs: start.startMs, text: `${container} starts and gets the text ${reference} ${where}` };
}

function laneOf(run: Timeline, container: string): Lane | undefined {
  return run.lanes.find((lane) => lane.kind === 'container' && (lane.container ?? lane.name) === container);
}

function firstExit(
  run: Timeline,
  container: string,
  accept: (code: number) => boolean = () => true,
): Moment | undefined {
  const ended = laneOf(run, container)?.spans.find(({ exitCode }) => exitCode !== undefined && accept(exitCode));
  return ended && { atMs: ended.startMs, text: `${container} ends with exit code ${String(ended.exitCode)}` };
}

/** SIGTERM comes when the grace period is over, or after it. */
function lateSigterm(run: Timeline, { container, graceMs }: Place): Moment | undefined {
  for (const { kind, marks, name, container: of = name } of run.lanes) {
    if (kind !== 'signals' && kind !== 'container') continue;
    const mark = marks.find((one) => one.kind === 'sigterm' && one.atMs >= deletionMs + graceMs);
    if (mark !== undefined && of === container)
      return {
        atMs: mark.atMs,
        text: `${container} gets SIGTERM when its grace period of ${graceMs / 1000} s is over`,
      };
  }
  return undefined;
}

/** It is still running when the run is over: the moment is its start. */
function runsToTheEnd(run: Timeline, container: string): Moment | undefined {
  const spans = laneOf(run, container)?.spans ?? [];
  const isRunning = ({ state }: Span): boolean => state === 'running' || state === 'ready';
  const last = spans.at(-1);
  if (last === undefined || !isRunning(last) || last.open !== true) return undefined;
  const start = spans.slice(spans.findLastIndex((span) => !isRunning(span)) + 1)[0] ?? last;
  return { atMs: start.startMs, text: `${container} runs and does not end` };
}
