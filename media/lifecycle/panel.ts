/** Puts the panel together: toolbar, chart, kubectl's line, inspector, Events, Scenario; draws each of them once a frame. */
import { type App, createApp, type HostApi, type Simulate } from './app.ts';
import { type Banner, createBanner, isHeldBack } from './banner.ts';
import { type Chart, createChart } from './chart.ts';
import { type Commands, createCommands, step } from './commands.ts';
import { createComparePane } from './compare-pane.ts';
import { attributes, element, setAttribute, setText, show } from './dom.ts';
import { createEventsTable } from './events-table.ts';
import { createInspector } from './inspector.ts';
import { connectKeys } from './keys.ts';
import { openKeyList } from './key-list.ts';
import { createKubeLine } from './kube-line.ts';
import { isCompact, isNarrow } from './narrow.ts';
import { connectPointer } from './pointer.ts';
import { createRangeBar } from './range-bar.ts';
import { createScenarioForm } from './scenario-form.ts';
import type { LowerPane } from './state.ts';
import { createSweepPane } from './sweep-pane.ts';
import { createToolbar } from './toolbar.ts';
import { createTwin } from './twin.ts';

export interface Panel {
  readonly app: App;
  readonly chart: Chart;
}

export function startPanel(host: HostApi, root: HTMLElement, simulate: Simulate): Panel {
  const app = createApp(host, simulate);
  const chart = createChart(app);
  const announcer = attributes(element('div', 'sr'), { role: 'status', 'aria-live': 'polite' });
  const say = (words: string): void => setText(announcer, words);
  const events = createEventsTable(app);
  const commands = createCommands(app, {
    geometry: chart.geometry,
    say,
    showKeys: () => openKeyList(),
    find: () => {
      app.dispatch({ type: 'pane', pane: 'events' });
      events.openSearch();
    },
  });
  const reveal = (): void => commands.run('revealCause');
  const twin = createTwin(app, chart, reveal);
  const views = createViews(app, chart, commands);
  const lower = lowerPart(app, events.root, views);
  const main = attributes(element('main'), { 'aria-label': 'Pod Lifecycle' });
  const { toolbar, banner, range, kube } = views;
  main.append(element('h1', 'sr', 'Pod Lifecycle'), toolbar.root, banner.root, banner.empty, chart.root, twin.root);
  main.append(range.root, kube.root, lower.root, announcer);
  // VS Code's own context menu, with our entries.
  chart.root.dataset['vscodeContext'] = JSON.stringify({
    webviewSection: 'mark',
    preventDefaultContextMenuItems: true,
  });
  root.replaceChildren(main);
  connectPointer({ app, chart, focusTwin: twin.focus, reveal });
  connectKeys(app, chart, commands, twin.focus);
  app.onCommand(commands.run);
  const player = createPlayer(app);
  const pictured = [chart, twin, range, kube, lower, events, views.inspector, views.compare, views.sweep, views.form];
  app.onFrame(() => {
    player();
    const visible = app.run !== undefined && !isHeldBack(app) && !app.isEmpty;
    for (const each of [chart, twin, kube, lower]) show(each.root, visible);
    dress(main, app);
    toolbar.update();
    banner.update();
    if (!visible) return;
    for (const view of pictured) view.update();
    announce(app, say);
  });
  app.post({ type: 'ready' });
  app.invalidate();
  return { app, chart };
}

function createViews(app: App, chart: Chart, commands: Commands): Views {
  return {
    toolbar: createToolbar(app, commands),
    banner: createBanner(app),
    range: createRangeBar(app, commands),
    kube: createKubeLine(app),
    inspector: createInspector(app, chart.geometry),
    compare: createComparePane(app),
    sweep: createSweepPane(app),
    form: createScenarioForm(app),
  };
}

type Views = Readonly<Record<'toolbar' | 'range' | 'kube' | 'inspector' | 'compare' | 'sweep' | 'form', Pane>> & {
  readonly banner: Banner;
};

function dress(main: HTMLElement, app: App): void {
  main.classList.toggle('grey', app.stale !== undefined);
  main.classList.toggle('narrow', isNarrow(app));
  main.classList.toggle('compact', isCompact(app));
}

type Pane = { readonly root: HTMLElement; readonly update: () => void };

/** Inspector beside Events, the Scenario below; tabs where it is narrow. */
function lowerPart(
  app: App,
  events: HTMLElement,
  views: Readonly<Record<'inspector' | 'compare' | 'sweep' | 'form', Pane>>,
): Pane {
  const root = element('div', 'lower');
  const left = element('section', 'left');
  const leftTabs = attributes(element('div', 'left-tabs'), { role: 'group', 'aria-label': 'Left pane' });
  const choices = (['inspector', 'compare', 'sweep'] as const).map((name) => {
    const made = attributes(
      element('button', 'tab-button', { inspector: 'Inspector', compare: 'Compare', sweep: 'Sweep' }[name]),
      { type: 'button' },
    );
    made.addEventListener('click', () => app.dispatch({ type: 'left', left: name }));
    leftTabs.append(made);
    return [name, made] as const;
  });
  left.append(leftTabs, views.inspector.root, views.compare.root, views.sweep.root);
  const tabs = attributes(element('div', 'tabs narrow-only'), { role: 'tablist', 'aria-label': 'Details' });
  const tabButtons = (['inspector', 'events', 'scenario'] as const).map((pane) => tab(pane, app, tabs));
  const columns = element('div', 'columns');
  columns.append(left, events);
  root.append(tabs, columns, views.form.root);
  const update = (): void => {
    const { left: shown, pane } = app.state;
    const compared = app.run?.baseline !== undefined;
    const now = shown === 'compare' && !compared ? 'inspector' : shown;
    for (const [name, made] of choices) {
      show(made, name !== 'compare' || compared);
      setAttribute(made, 'aria-pressed', String(name === now));
    }
    show(views.inspector.root, now === 'inspector');
    show(views.compare.root, now === 'compare');
    show(views.sweep.root, now === 'sweep');
    root.dataset['pane'] = pane;
    for (const [name, made] of tabButtons) {
      setAttribute(made, 'aria-selected', String(name === pane));
      made.tabIndex = name === pane ? 0 : -1;
    }
  };
  return { root, update };
}

function tab(pane: LowerPane, app: App, tabs: HTMLElement): readonly [LowerPane, HTMLButtonElement] {
  const names: Readonly<Record<LowerPane, string>> = { inspector: 'Inspector', events: 'Events', scenario: 'Scenario' };
  const made = attributes(element('button', 'tab', names[pane]), { type: 'button', role: 'tab', tabindex: -1 });
  made.addEventListener('click', () => app.dispatch({ type: 'pane', pane }));
  made.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const all = [...tabs.querySelectorAll<HTMLElement>('[role=tab]')];
    const next = all[(all.indexOf(made) + (event.key === 'ArrowRight' ? 1 : all.length - 1)) % all.length];
    event.preventDefault();
    next?.click();
    next?.focus();
  });
  tabs.append(made);
  return [pane, made];
}

/** Moves the playhead while playing: every frame, or one stop at a time where motion is reduced. */
function createPlayer(app: App): () => void {
  let before: number | undefined;
  let stepAt = 0;
  return () => {
    if (!app.state.playing || app.run === undefined) {
      before = undefined;
      return;
    }
    const now = performance.now();
    if (app.theme.reducedMotion) {
      if (now >= stepAt) {
        stepAt = now + 1000;
        step(app, 1);
      }
    } else {
      const elapsed = before === undefined ? 0 : Math.min(100, now - before);
      app.dispatch({ type: 'playhead', atMs: app.state.playheadMs + elapsed * app.state.speed });
      follow(app);
    }
    before = now;
    if (app.state.playheadMs >= app.state.endMs) app.dispatch({ type: 'play', playing: false });
    app.invalidate();
  };
}

/** The window pages on when the playhead leaves it. */
function follow(app: App): void {
  const { fromMs, toMs, playheadMs, endMs } = app.state;
  if (playheadMs <= toMs || toMs >= endMs) return;
  const size = toMs - fromMs;
  app.dispatch({ type: 'window', fromMs: playheadMs - size * 0.05, toMs: playheadMs + size * 0.95 });
}

let announced = '';
let announceTimer: ReturnType<typeof setTimeout> | undefined;

/** One polite sentence when the playhead has come to rest; nothing while playing. */
function announce(app: App, say: (words: string) => void): void {
  if (app.state.playing || app.run === undefined) return;
  const line = app.run.timeline.kubectl.findLast((each) => each.atMs <= app.state.playheadMs + 0.5);
  const words =
    line === undefined
      ? ''
      : `At ${Math.round(app.state.playheadMs / 100) / 10} seconds: ${line.status}, ready ${line.ready}, restarts ${line.restarts}`;
  if (words === announced) return;
  announced = words;
  clearTimeout(announceTimer);
  announceTimer = setTimeout(() => say(words), 400);
}
