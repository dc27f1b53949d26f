/** What the panel's menus offer: of the toolbar, and of the Scenario below. */
import type { PanelCommand } from '../../protocol/webview.ts';
import type { App } from './app.ts';
import { endComparison, ownBaselines } from './baselines.ts';
import type { RunCommand } from './commands.ts';
import { safe } from './format.ts';
import type { MenuName } from './hands.ts';
import { onDemand } from './layout.ts';
import { type MenuItem, openMenu } from './menu.ts';
import { isNarrow } from './narrow.ts';
import { presets } from './presets.ts';
import { speeds } from './speeds.ts';
import { lockWords } from './toolbar.ts';

const menuTitles: Readonly<Record<MenuName, string>> = {
  speed: 'Speed',
  pod: 'Pod in this file',
  scenario: 'Scenario',
  compare: 'Compare with',
  share: 'Share',
  more: 'More',
  presets: 'Presets',
  scenarioActions: 'Scenario Actions',
};

/** Opens a menu of the panel below its button. */
export function showMenu(name: MenuName, anchor: HTMLElement, app: App, run: Run): void {
  openMenu(anchor, menuTitles[name], menuItems(name, anchor, app, run));
}

function menuItems(name: MenuName, anchor: HTMLElement, app: App, run: Run): readonly MenuItem[] {
  switch (name) {
    case 'speed':
      return speedItems(app);
    case 'pod':
      return podItems(app);
    case 'scenario':
      return scenarioItems(app);
    case 'compare':
      return compareItems(app);
    case 'share':
      return shareItems(run);
    case 'more':
      return isNarrow(app) ? allItems(anchor, app, run) : moreItems(app, run);
    case 'presets':
      return presetItems(app);
    case 'scenarioActions':
      return actionItems(app);
  }
}

type Run = RunCommand;

/** Where it is narrow, what the toolbar has no room for. */
function allItems(anchor: HTMLElement, app: App, run: Run): readonly MenuItem[] {
  const lock: MenuItem = {
    text: lockWords(app),
    run: () => app.post({ type: 'lock', locked: app.model?.locked !== true }),
  };
  const menus: readonly MenuName[] =
    (app.model?.pods.length ?? 0) > 1 ? ['pod', 'compare', 'speed'] : ['compare', 'speed'];
  const others = menus.map((name): MenuItem => ({
    text: `${menuTitles[name]}…`,
    run: () => showMenu(name, anchor, app, run),
  }));
  return [...others, { kind: 'line' }, ...shareItems(run), { kind: 'line' }, ...moreItems(app, run), lock];
}

function item(run: Run, text: string, command: PanelCommand, hint?: string): MenuItem {
  return { text, run: () => run(command), ...(hint === undefined ? {} : { hint }) };
}

function shareItems(run: Run): readonly MenuItem[] {
  return [
    item(run, 'Copy as Text', 'copyText'),
    item(run, 'Copy as Mermaid', 'copyMermaid'),
    item(run, 'Copy Events as Markdown', 'copyEvents'),
    { kind: 'line' },
    item(run, 'Open as Text', 'openAsText'),
    item(run, 'Save as SVG…', 'saveSvg'),
    item(run, 'Save as PNG…', 'savePng'),
    item(run, 'Save as JSON…', 'saveJson'),
    item(run, 'Save as Chrome Trace…', 'saveTrace'),
  ];
}

const onDemandTitles: Readonly<Record<string, string>> = {
  condition: 'Conditions',
  log: 'Log lines',
  memory: 'Memory',
};

function moreItems(app: App, run: Run): readonly MenuItem[] {
  const lanes = app.run?.timeline.lanes ?? [];
  return [
    item(run, 'Sweep Two Parameters', 'sweep', 'X'),
    item(run, 'Pin as Baseline', 'pinBaseline', 'B'),
    ...(app.run?.baseline === undefined ? [] : [item(run, 'Clear Baseline', 'clearBaseline')]),
    { kind: 'line' },
    ...onDemand.map((kind): MenuItem => ({
      text: onDemandTitles[kind] ?? kind,
      checked: app.state.shown.includes(kind),
      disabled: !lanes.some((lane) => lane.kind === kind && lane.spans.length + lane.marks.length > 0),
      run: () => app.dispatch({ type: 'show', kind }),
    })),
    { kind: 'line' },
    item(run, 'Keyboard', 'showKeys', '?'),
  ];
}

function speedItems(app: App): readonly MenuItem[] {
  return speeds.map((speed) => ({
    text: `${speed}×`,
    checked: speed === app.state.speed,
    run: () => app.dispatch({ type: 'speed', speed }),
  }));
}

function scenarioItems(app: App): readonly MenuItem[] {
  const { model, run } = app;
  if (model === undefined || run === undefined) return [];
  const switchTo = model.scenarios.map((each): MenuItem => ({
    text: safe(each.title, 60),
    ...(each.file === undefined ? {} : { hint: safe(each.file, 40) }),
    checked: each.id === model.scenarioId,
    run: () => app.post({ type: 'selectScenario', scenarioId: each.id }),
  }));
  return [...switchTo, { kind: 'line' }, ...presetItems(app), { kind: 'line' }, ...actionItems(app).slice(0, 1)];
}

function compareItems(app: App): readonly MenuItem[] {
  const { model, run } = app;
  const choices = model?.baselines ?? [];
  const current = run?.baseline?.message.id ?? 'none';
  const off: MenuItem = { text: 'off', checked: run?.baseline === undefined, run: () => endComparison(app) };
  const others = choices.filter((each) => each.id !== 'none');
  const hosts = others.map((each): MenuItem => ({
    text: safe(each.title, 60),
    ...(each.unavailable === undefined ? {} : { hint: safe(each.unavailable, 60), disabled: true }),
    checked: each.id === current,
    run: () => app.post({ type: 'selectBaseline', baselineId: each.id }),
  }));
  const pin: MenuItem = {
    text: 'Pin This Run',
    hint: 'B',
    run: () => app.post({ type: 'selectBaseline', baselineId: 'pin' }),
  };
  const own = ownBaselines(app).map((each): MenuItem => ({
    text: each.title,
    checked: each.id === current,
    run: () => {
      app.compareWith(each);
      app.post({ type: 'selectBaseline', baselineId: 'none' });
    },
  }));
  return [off, ...hosts, pin, { kind: 'line' }, ...own];
}

function podItems(app: App): readonly MenuItem[] {
  const { model } = app;
  return (model?.pods ?? []).map((each) => ({
    text: safe(each.title, 60),
    hint: `line ${each.line}`,
    checked: each.id === model?.podId,
    run: () => app.post({ type: 'selectPod', podId: each.id }),
  }));
}

function presetItems(app: App): readonly MenuItem[] {
  return app.run === undefined
    ? []
    : presets(app.run.input).map((each) => ({ text: each.title, run: () => app.tryScenario(each.scenario) }));
}

function actionItems(app: App): readonly MenuItem[] {
  const { model, run } = app;
  if (model === undefined || run === undefined) return [];
  const file: MenuItem =
    model.scenarioFile === undefined
      ? { text: 'Save as File…', run: () => void app.request({ type: 'saveScenario', scenario: run.input.scenario }) }
      : {
          text: 'Open Scenario File',
          hint: safe(model.scenarioFile, 30),
          run: () => app.post({ type: 'openScenario' }),
        };
  const [nothing] = presets(run.input);
  return [
    file,
    ...(nothing === undefined ? [] : [{ text: 'Reset', run: () => app.tryScenario(nothing.scenario) } as const]),
  ];
}
