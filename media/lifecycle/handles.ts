/** What-if handles in the lanes: the end of a run that exits, the moment a probe starts to fail, the deletion. Dragging edits the Scenario. */
import type { Scenario } from '../../core/simulation.ts';
import type { App } from './app.ts';
import type { Geometry } from './chart.ts';
import { length, moment } from './format.ts';
import { rowAt } from './hit.ts';
import type { Row } from './layout.ts';
import { setDeletion, setProbeFailure, withInstance } from './scenario-edit.ts';
import { behaviourOf, containersOf, deletionOf, probeFailureOf } from './scenario-facts.ts';
import { isFailure } from './scene/probe-lane.ts';

export interface Handle {
  readonly rowId: string;
  readonly atMs: number;
  /** The Scenario with the thing at another moment of the run. */
  readonly change: (atMs: number) => Scenario;
  readonly tip: (atMs: number) => string;
}

export function handleAt(
  app: App,
  geometry: Geometry,
  point: { readonly x: number; readonly y: number },
): Handle | undefined {
  const row = rowAt(geometry.layout, point.y);
  if (row === undefined || row.base || app.run === undefined || app.stale !== undefined) return undefined;
  return handlesOf(row, app.run.input.scenario, app).find(
    (each) => Math.abs(geometry.scale.x(each.atMs) - point.x) <= 4,
  );
}

export function handlesOf(row: Row, scenario: Scenario, app: App): readonly Handle[] {
  if (row.lane.kind === 'container') return exitHandles(row, scenario);
  if (row.lane.kind === 'probe') return probeHandles(row, scenario, app);
  return row.lane.kind === 'moments' ? deletionHandles(row, scenario) : [];
}

/** The end of each running time that the Scenario ends; a start without an exit of its own has none. */
function exitHandles(row: Row, scenario: Scenario): readonly Handle[] {
  const container = row.lane.container ?? row.lane.name;
  const instances = behaviourOf(scenario, container)?.instances ?? [];
  const runs = new Map<number, { startMs: number; endMs: number }>();
  for (const span of row.lane.spans) {
    if (span.state !== 'running' && span.state !== 'ready') continue;
    const number = span.instance ?? 0;
    const known = runs.get(number);
    runs.set(number, { startMs: known?.startMs ?? span.startMs, endMs: span.endMs });
  }
  return [...runs].flatMap(([number, { startMs, endMs }]) => {
    const index = Math.min(number, instances.length - 1);
    const exits = instances[index]?.exits;
    if (exits === undefined || Math.abs(startMs + exits.afterMs - endMs) > 1500) return [];
    const change = (atMs: number): Scenario =>
      withInstance(scenario, container, index, (instance) => ({
        ...instance,
        exits: { ...exits, afterMs: Math.max(0, Math.round(atMs - startMs)) },
      }));
    return [
      {
        rowId: row.id,
        atMs: endMs,
        change,
        tip: (atMs: number) => `exits after ${length(Math.max(0, atMs - startMs))}`,
      },
    ];
  });
}

/** The first failure of each start that the form's script causes. */
function probeHandles(row: Row, scenario: Scenario, app: App): readonly Handle[] {
  const { container, probe: kind } = row.lane;
  if (container === undefined || kind === undefined || app.run === undefined) return [];
  const failure = probeFailureOf(behaviourOf(scenario, container), kind);
  const probe = containersOf(app.run.input)
    .find((each) => each.name === container)
    ?.probes.find((each) => each.kind === kind);
  const lane = app.run.timeline.lanes.find(
    (each) => each.id === `container/${container}` || (each.kind === 'container' && each.name === container),
  );
  const started = lane?.spans.find((span) => span.state === 'running' || span.state === 'ready')?.startMs;
  const first = row.lane.marks.find(
    (mark) => isFailure(mark) && mark.atMs >= (started ?? 0) + (failure?.fromMs ?? 0) - 1,
  );
  if (failure === undefined || probe === undefined || started === undefined || first === undefined) return [];
  const change = (atMs: number): Scenario => {
    const fromMs = Math.max(0, Math.round(atMs - started));
    return setProbeFailure(
      scenario,
      container,
      probe,
      failure.toMs === undefined || failure.toMs <= fromMs ? { fromMs } : { fromMs, toMs: failure.toMs },
    );
  };
  return [
    {
      rowId: row.id,
      atMs: first.atMs,
      change,
      tip: (atMs) => `fails from ${length(Math.max(0, atMs - started))} after the start`,
    },
  ];
}

function deletionHandles(row: Row, scenario: Scenario): readonly Handle[] {
  const atMs = deletionOf(scenario);
  if (atMs === undefined) return [];
  const mark = row.lane.marks.find((each) => each.label === 'Deleted');
  return [
    {
      rowId: row.id,
      atMs: mark?.atMs ?? atMs,
      change: (ms) => setDeletion(scenario, ms),
      tip: (ms) => `deleted at ${moment(ms)}`,
    },
  ];
}
