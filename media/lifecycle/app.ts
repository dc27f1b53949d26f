/** The panel's heart: the newest model, its run, the view state; everything on the screen is drawn from these once a frame. */
import type { Scenario, SimulationInput, Timeline } from '../../core/simulation.ts';
import type {
  BaselineMessage,
  HostMessage,
  ModelMessage,
  PanelMessage,
  PanelSettings,
} from '../../protocol/webview.ts';
import { protocolVersion } from '../../protocol/webview.ts';
import { isHostMessage } from '../../protocol/webview-guards.ts';
import { type Core, createCore } from './app-core.ts';
import { compareWith, editNumber, editScenario, settleScenario, tryScenario } from './app-edits.ts';
import { receive } from './app-receive.ts';
import type { Gap } from './folds.ts';
import type { Action, ViewState } from './state.ts';
import { onThemeChange, readTheme, type Theme } from './theme.ts';

export interface HostApi {
  readonly postMessage: (message: unknown) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

export type Simulate = (input: SimulationInput) => Timeline;
/** Marks in a run where it met what its Scenario expects. */
export type Judge = (timeline: Timeline, expect: Scenario['expect']) => Timeline;
export type Body<T> = T extends { readonly v: 1 } ? Omit<T, 'v'> : never;
export type Request = Extract<PanelMessage, { readonly id: number }>;
export type RequestBody<T> = T extends { readonly id: number } ? Omit<T, 'v' | 'id'> : never;

export interface Run {
  readonly input: SimulationInput;
  readonly timeline: Timeline;
  readonly baseline?: {
    readonly title: string;
    readonly timeline: Timeline;
    readonly message: NonNullable<BaselineMessage['baseline']>;
  };
  readonly gaps: readonly Gap[];
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
  /** True once a part of the panel could not be loaded. */
  readonly broken: boolean;
  /** May throw `Missing`: only within `attempt`. */
  readonly simulate: Simulate;
  /** Does something that may run the simulator: again, if a part of the simulator has to be loaded first. */
  readonly attempt: (work: () => void) => void;
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
  /** Tells the host what was shown so far without telling it. */
  readonly settleScenario: () => void;
  /** The same for a number of the manifest. */
  readonly editNumber: (field: string, value: number, commit: boolean) => void;
  /** Compares with a run that the panel itself knows how to make; undefined ends any comparison. */
  readonly compareWith: (baseline: BaselineMessage['baseline']) => void;
  /** From now on runs are judged by the Scenario's expectations. */
  readonly judge: (judge: Judge) => void;
  /** A part of the panel could not be loaded: said in the panel and to the host. */
  readonly fail: (error: unknown) => void;
  readonly onCommand: (listener: (command: Extract<HostMessage, { type: 'command' }>['command']) => void) => void;
  readonly onFrame: (listener: () => void) => void;
}

export function createApp(host: HostApi, engine: Simulate): App {
  const core = createCore(host, engine);
  const { own, ...rest } = core;
  addEventListener('message', (event: MessageEvent<unknown>) => {
    if (isHostMessage(event.data)) {
      const message = event.data;
      core.attempt(() => receive(core, message));
    } else if (isOurs(event.data)) core.post({ type: 'log', level: 'debug', text: unknownWords(event.data) });
  });
  addEventListener('resize', core.invalidate);
  onThemeChange(() => {
    own.theme = readTheme();
    core.invalidate();
  });
  const attempted =
    <All extends readonly unknown[]>(work: (core: Core, ...all: All) => void) =>
    (...all: All): void =>
      core.attempt(() => work(core, ...all));
  // What others may read of our own state is always the newest.
  return Object.assign(own, rest, {
    editScenario: attempted(editScenario),
    tryScenario: attempted(tryScenario),
    settleScenario: attempted(settleScenario),
    editNumber: attempted(editNumber),
    compareWith: attempted(compareWith),
    onCommand: (listener: (typeof core.commands)[number]) => void core.commands.push(listener),
    onFrame: (listener: () => void) => void core.frames.push(listener),
  });
}

const isOurs = (data: unknown): boolean => typeof data === 'object' && data !== null && 'v' in data;

const unknownWords = (data: unknown): string =>
  `Unknown message, version ${protocolVersion} is spoken here: ${JSON.stringify(data).slice(0, 200)}`;
