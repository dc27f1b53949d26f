/** Keys inside the panel. Letters never reach us from a text field, and what we do not handle is left to VS Code. */
import type { PanelCommand } from '../../protocol/webview.ts';
import type { App } from './app.ts';
import { pinCard } from './card.ts';
import type { Chart } from './chart.ts';
import type { RunCommand } from './commands.ts';
import { find, timesOf } from './hit.ts';
import { closePopups } from './menu.ts';
import { pan, zoom } from './navigate.ts';
import { nextSpeed } from './speeds.ts';

/** What `?` lists. */
export const keyList: readonly (readonly [string, string])[] = [
  ['Space', 'play or pause'],
  ['[  ]', 'slower, faster'],
  [',  .', 'previous, next event'],
  ['W  S', 'zoom in, out'],
  ['A  D', 'pan left, right'],
  ['+  −  0', 'zoom in, out, fit all'],
  ['F', 'fit the selection'],
  ['Z', 'fold or open all waits'],
  ['← → ↑ ↓', 'interval and lane, in the chart'],
  ['Shift+← →', 'extend the range'],
  ['Home  End', 'first, last interval'],
  ['Enter', 'reveal the cause in the YAML'],
  ['I', 'card of the selection, until the next key'],
  ['M', 'range of the selection'],
  ['/', 'find in Events'],
  ['X', 'sweep two parameters'],
  ['B', 'pin as baseline'],
  ['Ctrl+C', 'copy the selection as text'],
  ['Escape', 'clear the range, the selection, leave the chart'],
  ['?', 'this list'],
];

export function connectKeys(app: App, chart: Chart, run: RunCommand, focusTwin: () => void): void {
  const plain = plainKeys(app, chart, run, focusTwin);
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || isTyping(event)) return;
    const modified = event.ctrlKey || event.metaKey;
    if (modified && event.key.toLowerCase() === 'c' && getSelection()?.isCollapsed !== false) {
      event.preventDefault();
      run('copySelection');
      return;
    }
    if (modified || event.altKey) return;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') turnTab(event);
    if (event.key === 'Escape') {
      if (!closePopups()) leave(app);
      return;
    }
    if (event.key === ' ' && event.target instanceof HTMLButtonElement) return;
    const action = plain[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}

/** From tab to tab, where panes are tabs. */
function turnTab(event: KeyboardEvent): void {
  const tab = event.target instanceof Element ? event.target.closest('[role=tab]') : null;
  const all = [...(tab?.parentElement?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])];
  const at = all.findIndex((each) => each === tab) + (event.key === 'ArrowRight' ? 1 : all.length - 1);
  if (tab === null) return;
  event.preventDefault();
  all[at % all.length]?.click();
  all[at % all.length]?.focus();
}

const commandKeys: Readonly<Record<string, PanelCommand>> = {
  ' ': 'playPause',
  ',': 'previousEvent',
  '.': 'nextEvent',
  '0': 'fitAll',
  f: 'fitSelection',
  z: 'toggleFolds',
  '/': 'find',
  '?': 'showKeys',
  x: 'sweep',
  b: 'pinBaseline',
};

/** Keys without a modifier. */
function plainKeys(
  app: App,
  chart: Chart,
  run: RunCommand,
  focusTwin: () => void,
): Readonly<Record<string, () => void>> {
  const zoomBy =
    (factor: number): (() => void) =>
    () => {
      const at = chart.geometry();
      if (at === undefined) return;
      const x = at.scale.x(app.state.playheadMs);
      zoom(app, at, factor, x > 0 && x < at.draw.width ? x : at.draw.width / 2);
    };
  const panBy =
    (share: number): (() => void) =>
    () => {
      const at = chart.geometry();
      if (at !== undefined) pan(app, at, at.draw.width * share);
    };
  const speedBy =
    (direction: 1 | -1): (() => void) =>
    () =>
      app.dispatch({ type: 'speed', speed: nextSpeed(app.state.speed, direction) });
  const [zoomIn, zoomOut] = [zoomBy(1.4), zoomBy(1 / 1.4)];
  return {
    ...Object.fromEntries(Object.entries(commandKeys).map(([key, name]) => [key, () => run(name)])),
    '[': speedBy(-1),
    ']': speedBy(1),
    w: zoomIn,
    '+': zoomIn,
    '=': zoomIn,
    s: zoomOut,
    '-': zoomOut,
    a: panBy(-0.15),
    d: panBy(0.15),
    m: () => markRange(app, chart),
    i: () => pinSelected(app, chart, focusTwin),
  };
}

function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof Element && target.closest('[role=menu]') !== null)
  );
}

function leave(app: App): void {
  if (app.state.range !== undefined) app.dispatch({ type: 'range' });
  else if (app.state.selection !== undefined) {
    app.dispatch({ type: 'select' });
    app.post({ type: 'highlight' });
  }
}

/** The range becomes that of the selected interval. */
function markRange(app: App, chart: Chart): void {
  const row = chart.geometry()?.layout.rows.find((each) => each.id === app.state.selection?.rowId);
  const span = row?.lane.spans.find((each) => each.startMs === app.state.selection?.atMs);
  if (span !== undefined) app.dispatch({ type: 'range', range: { fromMs: span.startMs, toMs: span.endMs } });
}

/** The card of what is selected, under its lane. */
function pinSelected(app: App, chart: Chart, back: () => void): void {
  const at = chart.geometry();
  const hit = find(at?.layout.rows ?? [], app.state.selection);
  if (at === undefined || hit === undefined || app.run === undefined) return;
  const box = chart.surface.getBoundingClientRect();
  const top = box.top + (hit.row.y - at.scrollY) * at.unit;
  const [fromMs] = timesOf(hit);
  const x = box.left + Math.max(0, at.scale.x(fromMs)) * at.unit;
  pinCard(hit, app.run, { x, top, bottom: top + hit.row.h * at.unit }, back);
}
