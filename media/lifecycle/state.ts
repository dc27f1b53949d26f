/** What the panel shows of a run and how it changes: a pure reducer over window, playhead, selection, folds and panes. */
import type { LaneKind } from '../../core/simulation.ts';

export interface Selection {
  readonly rowId: string;
  readonly kind: 'span' | 'mark';
  /** Start of the span, or moment of the mark: it finds its successor in the next run. */
  readonly atMs: number;
}

export type LowerPane = 'inspector' | 'events' | 'scenario';

export interface ViewState {
  readonly fromMs: number;
  readonly toMs: number;
  /** True while the window is the whole run: it then follows the run's end. */
  readonly fitted: boolean;
  readonly endMs: number;
  readonly playheadMs: number;
  readonly playing: boolean;
  readonly speed: number;
  readonly selection?: Selection;
  readonly range?: { readonly fromMs: number; readonly toMs: number };
  readonly folding: boolean;
  /** Starts of waits that were opened one by one. */
  readonly opened: readonly number[];
  readonly collapsed: readonly string[];
  readonly shown: readonly LaneKind[];
  readonly pane: LowerPane;
  /** What the left pane shows. */
  readonly left: 'inspector' | 'compare' | 'sweep';
  readonly search: string;
  readonly accepted: boolean;
}

export type Action =
  /** `firstToMs`: where the first window ends, if it is not the whole run. */
  | {
      readonly type: 'run';
      readonly endMs: number;
      readonly firstPlayheadMs: number;
      readonly fresh: boolean;
      readonly firstToMs?: number;
    }
  | { readonly type: 'window'; readonly fromMs: number; readonly toMs: number }
  | { readonly type: 'fit' }
  | { readonly type: 'playhead'; readonly atMs: number }
  | { readonly type: 'play'; readonly playing: boolean }
  | { readonly type: 'speed'; readonly speed: number }
  | { readonly type: 'select'; readonly selection?: Selection; readonly atMs?: number }
  | { readonly type: 'range'; readonly range?: { readonly fromMs: number; readonly toMs: number } }
  | { readonly type: 'folding'; readonly on: boolean }
  | { readonly type: 'toggleFold'; readonly fromMs: number }
  | { readonly type: 'collapse'; readonly rowId: string }
  | { readonly type: 'show'; readonly kind: LaneKind }
  | { readonly type: 'pane'; readonly pane: LowerPane }
  | { readonly type: 'left'; readonly left: ViewState['left'] }
  | { readonly type: 'search'; readonly text: string }
  | { readonly type: 'accept'; readonly on: boolean };

/** Slower than real time to a minute in a blink. */
export const speeds: readonly number[] = [0.25, 0.5, 1, 2, 5, 10, 25, 50, 100, 250, 1000];

/** The shortest window one can zoom to. */
const leastWindowMs = 40;

export const initialState: ViewState = {
  fromMs: 0,
  toMs: 60_000,
  fitted: true,
  endMs: 60_000,
  playheadMs: 0,
  playing: false,
  speed: 10,
  folding: true,
  opened: [],
  collapsed: [],
  shown: [],
  pane: 'inspector',
  left: 'inspector',
  search: '',
  accepted: false,
};

export function reduce(state: ViewState, action: Action): ViewState {
  switch (action.type) {
    case 'run':
      return onRun(state, action);
    case 'window':
      return { ...state, ...windowWithin(action.fromMs, action.toMs, state.endMs), fitted: false };
    case 'fit':
      return { ...state, fromMs: 0, toMs: state.endMs, fitted: true };
    case 'playhead':
      return { ...state, playheadMs: within(action.atMs, 0, state.endMs) };
    case 'play':
      return play(state, action.playing);
    case 'speed':
      return { ...state, speed: speeds.includes(action.speed) ? action.speed : state.speed };
    case 'select':
      return select(state, action);
    case 'range':
      return action.range === undefined
        ? without(state, 'range')
        : { ...state, range: ordered(action.range, state.endMs) };
    case 'folding':
      return { ...state, folding: action.on, opened: [] };
    case 'toggleFold':
      return { ...state, opened: toggled(state.opened, action.fromMs) };
    case 'collapse':
      return { ...state, collapsed: toggled(state.collapsed, action.rowId) };
    case 'show':
      return { ...state, shown: toggled(state.shown, action.kind) };
    case 'pane':
      return { ...state, pane: action.pane };
    case 'left':
      return { ...state, left: action.left, pane: 'inspector' };
    case 'search':
      return { ...state, search: action.text };
    case 'accept':
      return { ...state, accepted: action.on };
  }
}

/** The next slower or faster speed. */
export function nextSpeed(speed: number, direction: 1 | -1): number {
  const index = speeds.indexOf(speed) + direction;
  return speeds[within(index, 0, speeds.length - 1)] ?? speed;
}

/** What survives a reload: small, plain and checked when it comes back. */
export function restore(stored: unknown): ViewState {
  if (typeof stored !== 'object' || stored === null) return initialState;
  const fields = stored as Readonly<Record<string, unknown>>;
  const merged: Record<string, unknown> = { ...initialState };
  for (const [name, value] of Object.entries(initialState)) {
    const found = fields[name];
    if (
      typeof found === typeof value &&
      Array.isArray(found) === Array.isArray(value) &&
      (typeof found !== 'number' || Number.isFinite(found))
    )
      merged[name] = found;
  }
  return { ...(merged as unknown as ViewState), playing: false, ...selectionOf(fields['selection']) };
}

function selectionOf(value: unknown): { readonly selection?: Selection } {
  if (typeof value !== 'object' || value === null) return {};
  const { rowId, kind, atMs } = value as Readonly<Record<string, unknown>>;
  return typeof rowId === 'string' && (kind === 'span' || kind === 'mark') && typeof atMs === 'number'
    ? { selection: { rowId, kind, atMs } }
    : {};
}

function onRun(state: ViewState, action: Extract<Action, { type: 'run' }>): ViewState {
  const { endMs } = action;
  if (action.fresh)
    return {
      ...without(without(state, 'selection'), 'range'),
      endMs,
      fromMs: 0,
      toMs: action.firstToMs ?? endMs,
      fitted: action.firstToMs === undefined,
      playing: false,
      opened: [],
      playheadMs: action.firstPlayheadMs,
    };
  const window = state.fitted ? { fromMs: 0, toMs: endMs } : windowWithin(state.fromMs, state.toMs, endMs);
  return { ...state, endMs, ...window, playheadMs: within(state.playheadMs, 0, endMs) };
}

function play(state: ViewState, playing: boolean): ViewState {
  const atEnd = playing && state.playheadMs >= state.endMs;
  return { ...state, playing, playheadMs: atEnd ? 0 : state.playheadMs };
}

function select(state: ViewState, action: Extract<Action, { type: 'select' }>): ViewState {
  const playheadMs = action.atMs === undefined ? state.playheadMs : within(action.atMs, 0, state.endMs);
  if (action.selection === undefined) return { ...without(state, 'selection'), playheadMs };
  return { ...state, selection: action.selection, playheadMs, left: 'inspector' };
}

function windowWithin(fromMs: number, toMs: number, endMs: number): { readonly fromMs: number; readonly toMs: number } {
  const least = Math.min(leastWindowMs, endMs);
  const size = within(toMs - fromMs, least, endMs);
  const from = within(fromMs, 0, endMs - size);
  return { fromMs: from, toMs: from + size };
}

function ordered(
  range: { fromMs: number; toMs: number },
  endMs: number,
): { readonly fromMs: number; readonly toMs: number } {
  const [one, other] = [within(range.fromMs, 0, endMs), within(range.toMs, 0, endMs)];
  return { fromMs: Math.min(one, other), toMs: Math.max(one, other) };
}

function toggled<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list.filter((each) => each !== item) : [...list, item];
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function without<K extends 'selection' | 'range'>(state: ViewState, key: K): ViewState {
  const { [key]: _, ...rest } = state;
  return rest as ViewState;
}
