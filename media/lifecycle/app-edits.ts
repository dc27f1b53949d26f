/** What the panel itself changes: the Scenario, a number of the manifest, what it compares with. Shown at once, told to the host on commit. */
import type { Scenario } from '../../core/simulation.ts';
import type { BaselineMessage } from '../../protocol/webview.ts';
import { type Core, endOf } from './app-core.ts';
import { firstLook } from './looks.ts';
import { setNumber } from './numbers.ts';

export function editScenario(core: Core, scenario: Scenario, commit: boolean): void {
  const { own } = core;
  if (own.model === undefined || own.run === undefined) return;
  own.draft = scenario;
  core.rerun({ ...own.run.input, scenario });
  keepView(core);
  if (commit) tell(core, scenario, own.model.scenarioId);
}

/** A popover that closes leaves nothing untold. */
export function settleScenario(core: Core): void {
  const { draft, told, model } = core.own;
  if (draft !== undefined && draft !== told && model !== undefined) tell(core, draft, model.scenarioId);
}

export function tryScenario(core: Core, scenario: Scenario): void {
  editScenario(core, scenario, true);
  if (core.own.state.fitted) core.dispatch({ type: 'playhead', atMs: firstLook(core.own.run) });
}

export function editNumber(core: Core, field: string, value: number, commit: boolean): void {
  const { run } = core.own;
  if (run === undefined) return;
  core.rerun(setNumber(run.input, field, value));
  keepView(core);
  if (commit) void core.request({ type: 'editField', field, value });
}

export function compareWith(core: Core, baseline: BaselineMessage['baseline']): void {
  const { own } = core;
  own.baseline = baseline;
  if (baseline?.id === 'pinned') own.pinned = baseline.input;
  if (own.run !== undefined) core.rerun(own.run.input);
  keepView(core);
  core.dispatch({ type: 'left', left: baseline === undefined ? 'inspector' : 'compare' });
  core.postView();
}

/** The same window, playhead and selection on the new run. */
function keepView(core: Core): void {
  core.dispatch({ type: 'run', endMs: endOf(core.own), firstPlayheadMs: 0, fresh: false });
  core.invalidate();
}

function tell(core: Core, scenario: Scenario, scenarioId: string): void {
  core.own.told = scenario;
  void core.request({ type: 'editScenario', scenarioId, scenario }).then(() => {
    if (core.own.draft === scenario) core.own.draft = undefined;
  });
}
