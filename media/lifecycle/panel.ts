/** Puts the panel together: toolbar, chart, kubectl's line, inspector, Events, Scenario; draws each of them once a frame. What answers the user follows. */
import { type App, createApp, type HostApi, type Simulate } from './app.ts';
import { createBanner, hasNotice, isHeldBack } from './banner.ts';
import { type Chart, createChart } from './chart.ts';
import { attributes, element, setAttribute, show } from './dom.ts';
import { loadRest, whole } from './engine-parts.ts';
import { createEventsTable } from './events-table.ts';
import type { Hands, HandsLater } from './hands.ts';
import { createInspector } from './inspector.ts';
import { attach, type Places } from './interactive.ts';
import { createKubeLine } from './kube-line.ts';
import { later } from './later.ts';
import { isCompact, isNarrow } from './narrow.ts';
import { createScenarioForm } from './scenario-form.ts';
import type { LowerPane } from './state.ts';
import { createToolbar } from './toolbar.ts';

export interface Panel {
  readonly app: App;
  readonly chart: Chart;
  readonly hands: HandsLater;
}

export function startPanel(host: HostApi, root: HTMLElement, simulate: Simulate): Panel {
  const app = createApp(host, simulate);
  // Said first: the host looks for the Pod while the panel is put together.
  app.post({ type: 'ready' });
  const chart = createChart(app);
  const announcer = attributes(element('div', 'sr'), { role: 'status', 'aria-live': 'polite' });
  const events = createEventsTable(app);
  const kube = createKubeLine(app);
  const left = element('section', 'left');
  const banner = createBanner(app);
  const places = { app, chart, banner, events: events.root, left, kube: kube.root, announcer };
  const hands: HandsLater = later(() => loadHands({ ...places, inspector: inspector.root }), app.fail);
  const inspector = createInspector(app, hands);
  const [toolbar, form] = [createToolbar(app, hands), createScenarioForm(app, hands)];
  const lower = lowerPart(app, left, [inspector.root, events.root, form.root]);
  const main = attributes(element('main'), { 'aria-label': 'Pod Lifecycle' });
  main.append(element('h1', 'sr', 'Pod Lifecycle'), toolbar.root, banner.root, banner.empty, chart.root);
  main.append(kube.root, lower.root, announcer);
  // VS Code's own context menu, with our entries.
  chart.root.dataset['vscodeContext'] = JSON.stringify({
    webviewSection: 'mark',
    preventDefaultContextMenuItems: true,
  });
  root.replaceChildren(main);
  app.onCommand((command) => hands.use(({ run }) => run(command)));
  // The lanes have what height the others leave, so they are drawn last.
  const pictured = [kube, lower, events, inspector, form, chart];
  const draw = (): void => {
    hands.now()?.tick();
    // Where something is said above the first picture it waits for that, so that nothing moves.
    const isEarly = chart.root.hidden && hasNotice(app) && hands.now() === undefined && !app.broken;
    const visible = app.run !== undefined && !isHeldBack(app) && !app.isEmpty && !isEarly;
    for (const each of [chart, kube, lower]) show(each.root, visible);
    dress(main, app);
    toolbar.update();
    banner.update();
    if (!visible) return;
    for (const view of pictured) view.update();
    hands.now()?.update();
  };
  app.onFrame(draw);
  prefetch(app, hands);
  app.invalidate();
  return { app, chart, hands };
}

/** With the styles of what only it shows. */
async function loadHands(places: Places): Promise<Hands> {
  const styles = addStyles();
  const [hands] = await Promise.all([whole(() => attach(places, styles)), styles]);
  return hands;
}

/** The second style sheet lies beside the first. */
function addStyles(): Promise<unknown> {
  const first = document.querySelector<HTMLLinkElement>('link[rel=stylesheet]');
  return new Promise((resolve, reject) => {
    if (first === null) return resolve(undefined);
    const href = first.href.replace('lifecycle.css', 'interactive.css');
    const link = attributes(element('link'), { rel: 'stylesheet', href });
    link.onload = resolve;
    link.onerror = () => reject(new Error(`${href} cannot be loaded`));
    document.head.append(link);
  });
}

/** Once the first picture stands on the screen, so that it is there before the first click. */
function prefetch(app: App, hands: HandsLater): void {
  let isAsked = false;
  app.onFrame(() => {
    if (isAsked || (app.model === undefined && !hasNotice(app))) return;
    isAsked = true;
    // A task after the frame runs when that frame was painted. What no run needed may fail unheard: a run that needs it says so.
    requestAnimationFrame(() => setTimeout(() => hands.use(() => void loadRest().catch(() => undefined))));
  });
}

function dress(main: HTMLElement, app: App): void {
  main.classList.toggle('grey', app.stale !== undefined);
  main.classList.toggle('narrow', isNarrow(app));
  main.classList.toggle('compact', isCompact(app));
}

type Pane = { readonly root: HTMLElement; readonly update: () => void };

/** Inspector beside Events, the Scenario below; tabs where it is narrow. */
function lowerPart(
  app: App,
  left: HTMLElement,
  [inspector, events, form]: readonly [HTMLElement, HTMLElement, HTMLElement],
): Pane {
  const root = element('div', 'lower');
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
  left.append(leftTabs, inspector);
  const tabs = attributes(element('div', 'tabs narrow-only'), { role: 'tablist', 'aria-label': 'Details' });
  const tabButtons = (['inspector', 'events', 'scenario'] as const).map((pane) => tab(pane, app, tabs));
  const columns = element('div', 'columns');
  columns.append(left, events);
  root.append(tabs, columns, form);
  const update = (): void => {
    const { left: shown, pane } = app.state;
    const compared = app.run?.baseline !== undefined;
    const now = shown === 'compare' && !compared ? 'inspector' : shown;
    for (const [name, made] of choices) {
      show(made, name !== 'compare' || compared);
      setAttribute(made, 'aria-pressed', String(name === now));
    }
    left.dataset['shown'] = now;
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
