/** Everything one can ask of the panel by name: keys, buttons, menus and the palette come together here. */
import type { PanelCommand } from '../../protocol/webview.ts';
import type { App } from './app.ts';
import { endComparison } from './baselines.ts';
import { difference } from './compare.ts';
import type { Geometry } from './chart.ts';
import {
  eventsTableOf,
  fileName,
  jsonOf,
  mermaidOf,
  pictureSvg,
  picturePng,
  rangeText,
  textOf,
  traceOf,
} from './exports.ts';
import { find, timesOf } from './hit.ts';
import { chainOf } from './causes.ts';
import { stops } from './stops.ts';

export type RunCommand = (command: PanelCommand) => void;

export interface CommandParts {
  readonly geometry: () => Geometry | undefined;
  readonly find: () => void;
  readonly showKeys: () => void;
  readonly say: (words: string) => void;
}

export function createCommands(app: App, parts: CommandParts): RunCommand {
  const actions = actionsOf(app, parts);
  return (command) => {
    if (app.run !== undefined || command === 'showKeys') actions[command]();
  };
}

function actionsOf(app: App, parts: CommandParts): Readonly<Record<PanelCommand, () => void>> {
  return {
    playPause: () => app.dispatch({ type: 'play', playing: !app.state.playing }),
    nextEvent: () => step(app, 1),
    previousEvent: () => step(app, -1),
    fitAll: () => app.dispatch({ type: 'fit' }),
    fitSelection: () => fitSelection(app, parts),
    toggleFolds: () => app.dispatch({ type: 'folding', on: !app.state.folding }),
    find: parts.find,
    revealCause: () => revealCause(app, parts),
    pinBaseline: () => app.post({ type: 'selectBaseline', baselineId: 'pin' }),
    clearBaseline: () => endComparison(app),
    copyText: () => copy(app, parts, 'text', textOf),
    copyMermaid: () => copy(app, parts, 'mermaid', mermaidOf),
    copyEvents: () => copy(app, parts, 'markdown', eventsTableOf),
    copySelection: () => copy(app, parts, 'selection', (each) => selectionText(each, parts)),
    saveSvg: () => save(app, parts, 'svg', (each) => pictureSvg(each, parts.geometry())),
    savePng: () => save(app, parts, 'png', (each) => picturePng(each, parts.geometry())),
    saveJson: () => save(app, parts, 'json', jsonOf),
    saveTrace: () => save(app, parts, 'trace', traceOf),
    openAsText: () => app.post({ type: 'openAsText', text: textOf(app) }),
    sweep: () => app.dispatch({ type: 'left', left: app.state.left === 'sweep' ? 'inspector' : 'sweep' }),
    showKeys: parts.showKeys,
  };
}

/** To the next or previous moment at which something happens; the selection stays. */
export function step(app: App, direction: 1 | -1): void {
  const { run, state } = app;
  if (run === undefined) return;
  const next =
    direction === 1
      ? stops(run.timeline).find((atMs) => atMs > state.playheadMs + 0.5)
      : stops(run.timeline).findLast((atMs) => atMs < state.playheadMs - 0.5);
  if (next === undefined) return;
  app.dispatch({ type: 'playhead', atMs: next });
  keepInView(app, next);
}

/** Moves the window, at its size, so far that a moment is in it. */
export function keepInView(app: App, atMs: number): void {
  const { fromMs, toMs } = app.state;
  const size = toMs - fromMs;
  if (atMs >= fromMs && atMs <= toMs) return;
  const from = atMs < fromMs ? atMs - size * 0.1 : atMs - size * 0.9;
  app.dispatch({ type: 'window', fromMs: from, toMs: from + size });
}

function fitSelection(app: App, parts: CommandParts): void {
  const { range } = app.state;
  const hit = find(parts.geometry()?.layout.rows ?? [], app.state.selection);
  const [fromMs, toMs] = range !== undefined ? [range.fromMs, range.toMs] : hit === undefined ? [0, 0] : timesOf(hit);
  if (hit === undefined && range === undefined) return;
  const slack = Math.max(200, (toMs - fromMs) * 0.1);
  app.dispatch({ type: 'window', fromMs: fromMs - slack, toMs: toMs + slack });
}

function revealCause(app: App, parts: CommandParts): void {
  const hit = find(parts.geometry()?.layout.rows ?? [], app.state.selection);
  if (hit === undefined || app.run === undefined) return;
  const causes = chainOf(app.run.timeline.causes, hit.kind === 'span' ? hit.span.cause : hit.mark.cause);
  const cause = causes.find((each) => each.field !== undefined || each.scenarioField !== undefined);
  const field = cause?.field ?? hit.row.lane.field;
  if (cause?.scenarioField !== undefined && cause.field === undefined)
    app.post({ type: 'reveal', scenarioField: cause.scenarioField, focus: false });
  else if (field !== undefined) app.post({ type: 'reveal', field, focus: false });
}

function copy(
  app: App,
  parts: CommandParts,
  format: 'text' | 'mermaid' | 'markdown' | 'selection',
  make: (app: App) => string,
): void {
  void app
    .request({ type: 'copy', format, text: make(app) })
    .then((ok) => parts.say(ok ? 'Copied.' : 'Could not copy.'));
}

function save(
  app: App,
  parts: CommandParts,
  format: 'svg' | 'png' | 'json' | 'trace',
  make: (app: App) => string,
): void {
  void app
    .request({ type: 'save', format, name: fileName(app, format), text: make(app) })
    .then((ok) => parts.say(ok ? 'Saved.' : 'Not saved.'));
}

function selectionText(app: App, parts: CommandParts): string {
  const words = rangeText(app, parts.geometry());
  const compared =
    app.run?.baseline === undefined ? [] : difference(app.run.baseline.timeline, app.run.timeline).sentences;
  return [words, ...compared].filter((each) => each !== '').join('\n');
}
