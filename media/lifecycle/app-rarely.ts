/** What the host says rarely, and what a reload left to be said: comparisons, and a field whose effect is asked for. */
import type { SimulationInput } from '../../core/simulation.ts';
import type { BaselineMessage } from '../../protocol/webview.ts';
import type { Core } from './app-core.ts';
import { compareWith } from './app-edits.ts';
import { isOwnBaseline, ownBaselines } from './baselines.ts';
import { firstEffect } from './first-effect.ts';

/** Selects the first thing in the run that a field brought about. */
export function showField(core: Core, field: string): void {
  core.own.cursor = field;
  const selection = core.own.run === undefined ? undefined : firstEffect(core.own.run.timeline, field);
  if (selection !== undefined) core.dispatch({ type: 'select', selection, atMs: selection.atMs });
}

/** The host knows nothing of comparisons that the panel makes itself. */
export function takeBaseline(core: Core, baseline: BaselineMessage['baseline']): void {
  if (baseline === undefined && isOwnBaseline(core.own.baseline?.id)) return;
  compareWith(core, baseline);
}

/** What was compared before a reload is compared again: the panel's own baselines at once, the host's when it answers. */
export function compareAgain(core: Core): void {
  const { own, kept } = core;
  const { baselineId: id, pinned } = kept;
  if (own.run === undefined || kept.uri !== own.model?.uri) return;
  if (typeof pinned === 'object') {
    core.post({ type: 'selectBaseline', baselineId: 'pin', input: pinned as SimulationInput });
    if (id === undefined) core.post({ type: 'selectBaseline', baselineId: 'none' });
  }
  if (typeof id !== 'string' || id === 'pinned') return;
  const ownBaseline = ownBaselines({ run: own.run }).find((each) => each.id === id);
  if (ownBaseline === undefined) core.post({ type: 'selectBaseline', baselineId: id });
  else core.attempt(() => compareWith(core, ownBaseline));
}
