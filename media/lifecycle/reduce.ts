/** How the state changes: a pure reducer. */
import { type Action, onRun, type ViewState, within } from './state.ts';
import { step } from './state-steps.ts';

/** The states of a first picture; `state-steps.ts` has what people do with it. */
export function reduce(state: ViewState, action: Action): ViewState {
  if (action.type === 'run') return onRun(state, action);
  if (action.type === 'playhead') return { ...state, playheadMs: within(action.atMs, 0, state.endMs) };
  return action.type === 'accept' ? { ...state, accepted: action.on } : step(state, action);
}
