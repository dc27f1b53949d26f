/** Puts the panel together: toolbar, chart, kubectl's line; draws each of them once a frame. What stands below and answers the user follows. */
import { type App, createApp, type HostApi, type Simulate } from './app.ts';
import { createBanner, hasNotice, isHeldBack } from './banner.ts';
import { type Chart, createChart } from './chart.ts';
import { attributes, element, show } from './dom.ts';
import { loadRest, whole } from './engine-parts.ts';
import type { Hands, HandsLater } from './hands.ts';
import { attach, type Places } from './interactive.ts';
import { createKubeLine } from './kube-line.ts';
import { later } from './later.ts';
import { isCompact, isNarrow } from './narrow.ts';
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
  const kube = createKubeLine(app);
  const banner = createBanner(app);
  const lower = element('div', 'lower');
  const places = { app, chart, banner, kube: kube.root, lower, announcer };
  const hands: HandsLater = later(() => loadHands(places), app.fail);
  const toolbar = createToolbar(app, hands);
  const main = attributes(element('main'), { 'aria-label': 'Pod Lifecycle' });
  main.append(element('h1', 'sr', 'Pod Lifecycle'), toolbar.root, banner.root, banner.empty, chart.root);
  main.append(kube.root, lower, announcer);
  // VS Code's own context menu, with our entries.
  chart.root.dataset['vscodeContext'] = JSON.stringify({
    webviewSection: 'mark',
    preventDefaultContextMenuItems: true,
  });
  root.replaceChildren(main);
  app.onCommand((command) => hands.use(({ run }) => run(command)));
  const draw = (): void => {
    hands.now()?.tick();
    // Where something is said above the first picture it waits for that, so that nothing moves.
    const isEarly = chart.root.hidden && hasNotice(app) && hands.now() === undefined && !app.broken;
    const visible = app.run !== undefined && !isHeldBack(app) && !app.isEmpty && !isEarly;
    for (const each of [chart.root, kube.root, lower]) show(each, visible);
    dress(main, app);
    toolbar.update();
    banner.update();
    if (!visible) return;
    kube.update();
    chart.update();
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
