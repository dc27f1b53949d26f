/** The parts of the panel's heart that everything else uses: its own state, frames, messages to the host, runs. */
import type { Scenario, SimulationInput, Timeline } from '../../core/simulation.ts';
import type { BaselineMessage, ModelMessage, PanelSettings } from '../../protocol/webview.ts';
import { protocolVersion } from '../../protocol/webview.ts';
import type { App, HostApi, Judge, Run, Simulate } from './app.ts';
import { arrange } from './arrange.ts';
import { attempt } from './engine-parts.ts';
import { findGaps } from './folds.ts';
import { summaryOf } from './looks.ts';
import { reduce } from './reduce.ts';
import { type Action, restore, type ViewState } from './state.ts';
import { readTheme, type Theme } from './theme.ts';

/** What changes while the panel lives. */
export interface Own {
  state: ViewState;
  theme: Theme;
  settings: PanelSettings;
  model: ModelMessage | undefined;
  baseline: BaselineMessage['baseline'];
  /** What the host has pinned: it forgets with a reload. */
  pinned: SimulationInput | undefined;
  run: Run | undefined;
  isEmpty: boolean;
  stale: { readonly line: number; readonly message: string } | undefined;
  cursor: string | undefined;
  /** An edit that the host has not answered yet. */
  draft: Scenario | undefined;
  /** The last edit that the host was told of. */
  told: Scenario | undefined;
  paintedVersion: number;
  broken: boolean;
  judgement: Judge;
}

export interface Core {
  readonly own: Own;
  /** What a reload left behind: whose state it was. */
  readonly kept: {
    readonly uri?: unknown;
    readonly podId?: unknown;
    readonly baselineId?: unknown;
    readonly pinned?: unknown;
  };
  readonly simulate: Simulate;
  readonly attempt: App['attempt'];
  readonly judge: App['judge'];
  readonly fail: App['fail'];
  readonly post: App['post'];
  readonly request: App['request'];
  readonly reply: (id: number, ok: boolean) => void;
  readonly invalidate: () => void;
  readonly dispatch: (action: Action) => void;
  /** Playing, selection and baseline, for the host's context keys. */
  readonly postView: () => void;
  /** Simulates an input, and the baseline where there is one. */
  readonly runOf: (input: SimulationInput) => Run;
  /** The same, as what is shown from now on. */
  readonly rerun: (input: SimulationInput) => void;
  readonly frames: (() => void)[];
  readonly commands: Parameters<App['onCommand']>[0][];
  /** Writes down what a reload needs. */
  readonly store: () => void;
}

export function createCore(host: HostApi, engine: Simulate): Core {
  const stored = host.getState();
  const own = initialOwn(stored);
  const bridge = messages(host);
  const fail = (error: unknown): void => {
    if (own.broken) return;
    own.broken = true;
    bridge.post({ type: 'log', level: 'error', text: String(error) });
    invalidate();
  };
  const { frames, invalidate } = createFrames(own, bridge.post, fail);
  const runs = createRuns(own, engine, fail, invalidate);
  const postView = (): void => {
    const { playing, selection } = own.state;
    const hasSelection = selection !== undefined;
    bridge.post({ type: 'view', playing, hasSelection, hasBaseline: own.baseline !== undefined });
  };
  const store = storer(host, own);
  const apply = (action: Action): void => {
    const before = own.state;
    own.state = reduce(before, action);
    if (own.state === before) return;
    const isSelected = own.state.selection !== undefined;
    if (before.playing !== own.state.playing || (before.selection !== undefined) !== isSelected) postView();
    store();
    invalidate();
  };
  const dispatch = (action: Action): void =>
    attempt(
      () => apply(action),
      () => dispatch(action),
      fail,
    );
  const kept = typeof stored === 'object' && stored !== null ? stored : {};
  return { own, kept, ...bridge, ...runs, fail, invalidate, dispatch, postView, frames, commands: [], store };
}

/** Everything is drawn once a frame, however often it is asked for; the host hears of each new model that stands on the screen. */
function createFrames(own: Own, post: Core['post'], fail: App['fail']): Pick<Core, 'frames' | 'invalidate'> {
  const frames: (() => void)[] = [];
  const draw = (): void => {
    for (const listener of frames) listener();
    if (own.model === undefined || own.model.version === own.paintedVersion) return;
    own.paintedVersion = own.model.version;
    post({ type: 'painted', version: own.paintedVersion, summary: summaryOf(own) });
  };
  const invalidate = scheduler(() => attempt(draw, invalidate, fail));
  return { frames, invalidate };
}

type Runs = Pick<Core, 'simulate' | 'attempt' | 'judge' | 'runOf' | 'rerun'>;

/** Runs of the simulator, and what is done where a part of it is not there yet. */
function createRuns(own: Own, engine: Simulate, fail: App['fail'], invalidate: () => void): Runs {
  const simulate: Simulate = (input) => arrange(engine(input));
  const make = (input: SimulationInput): Run => runOf(input, own, simulate);
  const rerun = (input: SimulationInput): void => {
    own.run = make(input);
  };
  const attemptAll = (work: () => void): void => {
    attempt(work, () => attemptAll(work), fail);
    invalidate();
  };
  const judge = (next: Judge): void => {
    own.judgement = next;
    const { run } = own;
    if (run?.input.scenario.expect !== undefined) attemptAll(() => rerun(run.input));
  };
  return { simulate, attempt: attemptAll, judge, runOf: make, rerun };
}

/** End of what is shown: the run's, or the baseline's where that is later. */
export const endOf = ({ run }: Pick<Own, 'run'>): number =>
  Math.max(1, run?.timeline.endMs ?? 0, run?.baseline?.timeline.endMs ?? 0);

function initialOwn(stored: unknown): Own {
  const theme = readTheme();
  const state = restore(stored);
  return {
    // Who listens has the Events first; who has chosen a pane keeps it.
    state: theme.screenReader && (stored ?? undefined) === undefined ? { ...state, pane: 'events' } : state,
    theme,
    settings: { collapseIdle: 'auto', timeFormat: 'relative', followEditor: true },
    model: undefined,
    baseline: undefined,
    pinned: undefined,
    run: undefined,
    isEmpty: false,
    stale: undefined,
    cursor: undefined,
    draft: undefined,
    told: undefined,
    paintedVersion: 0,
    broken: false,
    judgement: (timeline) => timeline,
  };
}

function messages(host: HostApi): Pick<Core, 'post' | 'request' | 'reply'> {
  const waiting = new Map<number, (ok: boolean) => void>();
  let nextId = 1;
  return {
    post: (message) => host.postMessage({ v: protocolVersion, ...message }),
    request: (message) =>
      new Promise((resolve) => {
        const id = nextId++;
        waiting.set(id, resolve);
        host.postMessage({ v: protocolVersion, id, ...message });
      }),
    reply: (id, ok) => {
      waiting.get(id)?.(ok);
      waiting.delete(id);
    },
  };
}

/** However often it is called, the work is done once, in the next frame. */
function scheduler(work: () => void): () => void {
  let isScheduled = false;
  return () => {
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame(() => {
      isScheduled = false;
      work();
    });
  };
}

/** Characters of a pinned run that a reload keeps: VS Code holds the states of all panels in memory. */
const mostKept = 30_000;

/** Keeps the view for a reload, at most four times a second. */
function storer(host: HostApi, own: Own): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    const { uri, podId, locked = false, scenarioId, scenarioFile } = own.model ?? {};
    // A Scenario without a file lives nowhere else.
    const scenario = scenarioFile === undefined ? own.run?.input.scenario : undefined;
    const baselineId = own.baseline?.id;
    const pinned = JSON.stringify(own.pinned ?? '').length < mostKept ? own.pinned : undefined;
    host.setState({ ...own.state, uri, podId, locked, scenarioId, scenario, baselineId, pinned });
  };
  return () => {
    clearTimeout(timer);
    timer = setTimeout(write, 250);
  };
}

function runOf(input: SimulationInput, own: Own, simulate: Simulate): Run {
  const timeline = own.judgement(simulate(input), input.scenario.expect);
  const baseline = own.baseline === undefined ? undefined : baselineOf(own.baseline, own.run, simulate);
  const shown = baseline === undefined ? [timeline] : [timeline, baseline.timeline];
  const gaps = findGaps(shown, own.settings.collapseIdle === 'always' ? 'always' : 'auto');
  return { input, timeline, gaps, ...(baseline === undefined ? {} : { baseline }) };
}

/** A run of a baseline does not change with the manifest. */
function baselineOf(
  message: NonNullable<BaselineMessage['baseline']>,
  before: Run | undefined,
  simulate: Simulate,
): NonNullable<Run['baseline']> {
  const known: Timeline | undefined = before?.baseline?.message === message ? before.baseline.timeline : undefined;
  return { title: message.title, message, timeline: known ?? simulate(message.input) };
}
