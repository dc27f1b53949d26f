/** What the panel shows of a run and what may happen to it: window, playhead, selection, folds and panes. */
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

/** After a run: its end, and where one looks at it. */
export function onRun(state: ViewState, action: Extract<Action, { type: 'run' }>): ViewState {
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

/** A window of the run: no shorter than one can see, no longer than the run. */
export function windowWithin(
  fromMs: number,
  toMs: number,
  endMs: number,
): { readonly fromMs: number; readonly toMs: number } {
  const least = Math.min(leastWindowMs, endMs);
  const size = within(toMs - fromMs, least, endMs);
  const from = within(fromMs, 0, endMs - size);
  return { fromMs: from, toMs: from + size };
}

export function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

export function without<K extends 'selection' | 'range'>(state: ViewState, key: K): ViewState {
  const { [key]: _, ...rest } = state;
  return rest as ViewState;
}
