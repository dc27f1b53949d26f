/** The panel's heart: the newest model, its run, the view state; everything on the screen is drawn from these once a frame. */
import type { Scenario, SimulationInput, Timeline } from '../../core/simulation.ts';
import type { BaselineMessage, HostMessage, ModelMessage, PanelMessage, PanelSettings } from '../../protocol/webview.ts';
import { isHostMessage, protocolVersion } from '../../protocol/webview.ts';
import { arrange } from './arrange.ts';
import { stops } from './at.ts';
import { findGaps, type Gap } from './folds.ts';
import { isNarrow } from './narrow.ts';
import { setNumber } from './numbers.ts';
import { fitScale } from './scale.ts';
import { type Action, reduce, restore, type ViewState } from './state.ts';
import { onThemeChange, readTheme, type Theme } from './theme.ts';

export interface HostApi {
  readonly postMessage: (message: unknown) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

export type Simulate = (input: SimulationInput) => Timeline;
type Body<T> = T extends { readonly v: 1 } ? Omit<T, 'v'> : never;
type Request = Extract<PanelMessage, { readonly id: number }>;
type RequestBody<T> = T extends { readonly id: number } ? Omit<T, 'v' | 'id'> : never;

export interface Run {
  readonly input: SimulationInput;
  readonly timeline: Timeline;
  readonly baseline?: { readonly title: string; readonly timeline: Timeline; readonly message: NonNullable<BaselineMessage['baseline']> };
  readonly gaps: readonly Gap[];
  readonly stops: readonly number[];
}

export interface App {
  readonly state: ViewState;
  readonly theme: Theme;
  readonly settings: PanelSettings;
  /** Undefined until the host has said anything. */
  readonly model: ModelMessage | undefined;
  readonly run: Run | undefined;
  readonly isEmpty: boolean;
  readonly stale: { readonly line: number; readonly message: string } | undefined;
  readonly cursor: string | undefined;
  readonly simulate: Simulate;
  readonly dispatch: (action: Action) => void;
  /** Draws again in the next frame. */
  readonly invalidate: () => void;
  readonly post: (message: Body<PanelMessage>) => void;
  /** True if the host did it. */
  readonly request: (message: RequestBody<Request>) => Promise<boolean>;
  /** Shows what this Scenario leads to at once; `commit` also tells the host. */
  readonly editScenario: (scenario: Scenario, commit: boolean) => void;
  /** Another Scenario as a whole: shown from where it is interesting. */
  readonly tryScenario: (scenario: Scenario) => void;
  /** The same for a number of the manifest. */
  readonly editNumber: (field: string, value: number, commit: boolean) => void;
  /** Compares with a run that the panel itself knows how to make; undefined ends any comparison. */
  readonly compareWith: (baseline: BaselineMessage['baseline']) => void;
  readonly onCommand: (listener: (command: Extract<HostMessage, { type: 'command' }>['command']) => void) => void;
  readonly onFrame: (listener: () => void) => void;
}

interface Mutable {
  state: ViewState;
  theme: Theme;
  settings: PanelSettings;
  model: ModelMessage | undefined;
  baseline: BaselineMessage['baseline'];
  run: Run | undefined;
  isEmpty: boolean;
  stale: { readonly line: number; readonly message: string } | undefined;
  cursor: string | undefined;
  /** An edit that the host has not answered yet. */
  draft: Scenario | undefined;
  paintedVersion: number;
}

export function createApp(host: HostApi, engine: Simulate): App {
  const simulate: Simulate = (input) => arrange(engine(input));
  const kept = host.getState();
  const own: Mutable = {
    state: restore(kept), theme: readTheme(), settings: { collapseIdle: 'auto', timeFormat: 'relative', followEditor: true },
    model: undefined, baseline: undefined, run: undefined, isEmpty: false, stale: undefined, cursor: undefined, draft: undefined, paintedVersion: 0,
  };
  const restored = typeof kept === 'object' && kept !== null ? (kept as { readonly podId?: unknown; readonly uri?: unknown }) : {};
  const frames: (() => void)[] = [];
  const commands: Parameters<App['onCommand']>[0][] = [];
  const replies = new Map<number, (ok: boolean) => void>();
  let [nextId, scheduled] = [1, false];
  let storing: ReturnType<typeof setTimeout> | undefined;

  const post: App['post'] = (message) => host.postMessage({ v: protocolVersion, ...message });
  const invalidate = (): void => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(frame);
  };
  const frame = (): void => {
    scheduled = false;
    for (const listener of frames) listener();
    if (own.model !== undefined && own.model.version !== own.paintedVersion) {
      own.paintedVersion = own.model.version;
      post({ type: 'painted', version: own.paintedVersion, summary: summaryOf(own) });
    }
  };
  const store = (): void => {
    clearTimeout(storing);
    storing = setTimeout(() => host.setState({ ...own.state, uri: own.model?.uri, podId: own.model?.podId, locked: own.model?.locked ?? false }), 250);
  };
  const dispatch = (action: Action): void => {
    const before = own.state;
    own.state = reduce(before, action);
    if (own.state === before) return;
    if (before.playing !== own.state.playing || (before.selection === undefined) !== (own.state.selection === undefined)) postView();
    store();
    invalidate();
  };
  const postView = (): void => post({ type: 'view', playing: own.state.playing, hasSelection: own.state.selection !== undefined, hasBaseline: own.baseline !== undefined });
  const rerun = (input: SimulationInput): void => {
    const timeline = simulate(input);
    const compared = own.baseline;
    const baseline = compared === undefined ? undefined : { title: compared.title, message: compared, timeline: sameBaseline(own.run, compared) ?? simulate(compared.input) };
    const both = baseline === undefined ? [timeline] : [timeline, baseline.timeline];
    const gaps = findGaps(both, own.settings.collapseIdle === 'always' ? 'always' : 'auto');
    own.run = { input, timeline, gaps, stops: stops(timeline), ...(baseline === undefined ? {} : { baseline }) };
  };
  const editScenario: App['editScenario'] = (scenario, commit) => {
    if (own.model === undefined || own.run === undefined) return;
    own.draft = scenario;
    rerun({ ...own.run.input, scenario });
    dispatch({ type: 'run', endMs: endOf(own), firstPlayheadMs: 0, fresh: false });
    invalidate();
    if (!commit) return;
    const { scenarioId } = own.model;
    void request({ type: 'editScenario', scenarioId, scenario }).then(() => { if (own.draft === scenario) own.draft = undefined; });
  };
  const tryScenario: App['tryScenario'] = (scenario) => {
    editScenario(scenario, true);
    if (own.state.fitted) dispatch({ type: 'playhead', atMs: firstLook(own.run) });
  };
  const editNumber: App['editNumber'] = (field, value, commit) => {
    if (own.run === undefined) return;
    rerun(setNumber(own.run.input, field, value));
    dispatch({ type: 'run', endMs: endOf(own), firstPlayheadMs: 0, fresh: false });
    invalidate();
    if (commit) void request({ type: 'editField', field, value });
  };
  const request: App['request'] = (message) => new Promise((resolve) => {
    const id = nextId++;
    replies.set(id, resolve);
    host.postMessage({ v: protocolVersion, id, ...message });
  });

  const receive = (message: HostMessage): void => {
    switch (message.type) {
      case 'model': onModel(message); break;
      case 'init': case 'settings': own.settings = message.settings; if (own.run !== undefined) rerun(own.run.input); break;
      case 'scenario': if (own.draft === undefined && own.run !== undefined) editScenario(message.scenario, false); own.draft = undefined; break;
      case 'baseline': onBaseline(message.baseline); break;
      case 'empty': Object.assign(own, { isEmpty: true, model: undefined, run: undefined, stale: undefined }); break;
      case 'stale': own.stale = { line: message.line, message: message.message }; break;
      case 'cursor': own.cursor = message.field; break;
      case 'show': own.cursor = message.field; break;
      case 'command': for (const listener of commands) listener(message.command); break;
      case 'reply': replies.get(message.id)?.(message.ok); replies.delete(message.id); break;
    }
    invalidate();
  };
  const onModel = (model: ModelMessage): void => {
    if (own.model !== undefined && own.model.uri === model.uri && model.version <= own.model.version) return;
    const samePod = own.model !== undefined ? own.model.uri === model.uri && own.model.podId === model.podId : restored.uri === model.uri && restored.podId === model.podId;
    Object.assign(own, { model, isEmpty: false, stale: undefined });
    if (!samePod) own.draft = undefined;
    if (model.rejected === undefined && own.state.accepted) own.state = reduce(own.state, { type: 'accept', on: false });
    if (model.input === undefined) {
      own.run = undefined;
      return;
    }
    rerun(own.draft === undefined ? model.input : { ...model.input, scenario: own.draft });
    const firstToMs = isNarrow(own) ? narrowWindow(own) : undefined;
    dispatch({ type: 'run', endMs: endOf(own), firstPlayheadMs: Math.min(firstToMs ?? Infinity, firstLook(own.run)), fresh: !samePod, ...(firstToMs === undefined ? {} : { firstToMs }) });
  };
  const onBaseline = (baseline: BaselineMessage['baseline']): void => {
    own.baseline = baseline;
    if (own.run !== undefined) rerun(own.run.input);
    dispatch({ type: 'run', endMs: endOf(own), firstPlayheadMs: 0, fresh: false });
    dispatch({ type: 'left', left: baseline === undefined ? 'inspector' : 'compare' });
    postView();
  };

  addEventListener('message', (event: MessageEvent<unknown>) => {
    if (isHostMessage(event.data)) receive(event.data);
    else if (isOurs(event.data)) post({ type: 'log', level: 'debug', text: `Unknown message: ${JSON.stringify(event.data).slice(0, 200)}` });
  });
  addEventListener('resize', invalidate);
  onThemeChange(() => {
    own.theme = readTheme();
    invalidate();
  });
  const app: App = {
    get state() { return own.state; }, get theme() { return own.theme; }, get settings() { return own.settings; }, get model() { return own.model; },
    get run() { return own.run; }, get isEmpty() { return own.isEmpty; }, get stale() { return own.stale; }, get cursor() { return own.cursor; },
    simulate, dispatch, invalidate, post, request, editScenario, tryScenario, editNumber, compareWith: onBaseline,
    onCommand: (listener) => { commands.push(listener); }, onFrame: (listener) => { frames.push(listener); },
  };
  return app;
}

const isOurs = (data: unknown): boolean => typeof data === 'object' && data !== null && 'v' in data;

const endOf = (own: Mutable): number => Math.max(1, own.run?.timeline.endMs ?? 0, own.run?.baseline?.timeline.endMs ?? 0);

/** A run of a baseline does not change with the manifest. */
function sameBaseline(run: Run | undefined, message: NonNullable<BaselineMessage['baseline']>): Timeline | undefined {
  return run?.baseline?.message === message ? run.baseline.timeline : undefined;
}

/** Where the playhead stands at first: when it all settled (Ready, but not crammed at the left edge), or at the first failure, or at the end. */
function firstLook(run: Run | undefined): number {
  if (run === undefined) return 0;
  const { timeline } = run;
  const moments = timeline.lanes.find((lane) => lane.kind === 'moments')?.marks ?? [];
  const ready = moments.find((mark) => mark.label === 'Ready')?.atMs;
  const failed = timeline.events.find((event) => event.type === 'Warning' && event.reason !== 'Unhealthy')?.counts[0]?.atMs;
  const settled = ready === undefined ? undefined : Math.max(ready, timeline.endMs * 0.05);
  return Math.min(timeline.endMs, failed ?? settled ?? timeline.endMs);
}

/** Where it is narrow the first view is shorter instead of denser: a window as a panel of 800 px would have room for. */
function narrowWindow(own: Mutable): number | undefined {
  const { run } = own;
  if (run === undefined || run.stops.length < 24) return undefined;
  const gaps = own.state.folding && own.settings.collapseIdle !== 'never' ? run.gaps : [];
  const scale = fitScale({ fromMs: 0, toMs: run.timeline.endMs, width: 800, padding: 12, gaps, foldWidth: 34 });
  const toMs = scale.time(innerWidth / own.theme.unit - 12);
  return toMs < run.timeline.endMs * 0.95 ? toMs : undefined;
}

function summaryOf(own: Mutable): string {
  if (own.run === undefined) return own.model?.rejected?.message ?? 'nothing to simulate';
  const last = own.run.timeline.kubectl.at(-1);
  return `${own.run.timeline.podName} ${last?.ready ?? ''} ${last?.status ?? ''} restarts ${last?.restarts ?? '0'}`;
}
