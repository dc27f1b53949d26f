/** What the host says, taken in: the newest model wins, an edit on its way is not overwritten. */
import type { HostMessage, ModelMessage } from '../../protocol/webview.ts';
import { type Core, endOf } from './app-core.ts';
import { editScenario } from './app-edits.ts';
import { compareAgain, showField, takeBaseline } from './app-rarely.ts';
import { firstLook, narrowWindow } from './looks.ts';
import { isNarrow } from './narrow.ts';
import { reduce } from './reduce.ts';

export function receive(core: Core, message: HostMessage): void {
  const { own } = core;
  switch (message.type) {
    case 'model':
      return takeModel(core, message);
    case 'init':
    case 'settings':
      own.settings = message.settings;
      if (own.run !== undefined) core.rerun(own.run.input);
      return;
    case 'scenario':
      if (own.draft === undefined) editScenario(core, message.scenario, false);
      own.draft = undefined;
      return;
    case 'baseline':
      return takeBaseline(core, message.baseline);
    case 'empty':
      Object.assign(own, { isEmpty: true, model: undefined, run: undefined, stale: undefined, draft: undefined });
      return;
    case 'stale':
      own.stale = { line: message.line, message: message.message };
      return;
    case 'cursor':
      own.cursor = message.field;
      return;
    case 'show':
      return showField(core, message.field);
    case 'showMoment':
      return core.dispatch({ type: 'playhead', atMs: message.atMs });
    case 'command':
      for (const listener of core.commands) listener(message.command);
      return;
    case 'reply':
      core.reply(message.id, message.ok);
  }
}

function takeModel(core: Core, model: ModelMessage): void {
  const { own } = core;
  if (own.model?.uri === model.uri && model.version <= own.model.version) return;
  const before = own.model ?? core.kept;
  const isSamePod = before.uri === model.uri && before.podId === model.podId;
  const scenario = isSamePod ? own.draft : undefined;
  const { input } = model;
  // First of all: where a part of the simulator has to be loaded, nothing has changed yet.
  const run = input === undefined ? undefined : core.runOf(scenario === undefined ? input : { ...input, scenario });
  Object.assign(own, { model, run, isEmpty: false, stale: undefined, draft: scenario });
  if (!isSamePod) own.pinned = undefined;
  if (model.rejected === undefined) own.state = reduce(own.state, { type: 'accept', on: false });
  if (run === undefined) return;
  const firstToMs = isNarrow(own) ? narrowWindow(own) : undefined;
  core.dispatch({
    type: 'run',
    endMs: endOf(own),
    firstPlayheadMs: Math.min(firstToMs ?? Infinity, firstLook(own.run)),
    fresh: !isSamePod,
    ...(firstToMs === undefined ? {} : { firstToMs }),
  });
  core.store();
  const { baselineId, pinned } = core.kept;
  if (before === core.kept && (baselineId !== undefined || pinned !== undefined))
    core.attempt(() => compareAgain(core));
}
