/** What people do with a picture: windows, speed, selection, ranges, folds, panes, search. */
import { speeds } from './speeds.ts';
import { type Action, type ViewState, windowWithin, within, without } from './state.ts';

type Step = Exclude<Action, { readonly type: 'run' | 'playhead' | 'accept' }>;

export function step(state: ViewState, action: Step): ViewState {
  switch (action.type) {
    case 'window':
      return { ...state, ...windowWithin(action.fromMs, action.toMs, state.endMs), fitted: false };
    case 'fit':
      return { ...state, fromMs: 0, toMs: state.endMs, fitted: true };
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
  }
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
