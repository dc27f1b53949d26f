/** The toolbar: play, step, speed, the time; Scenario and baseline; folds, fit, search, share, lock. */
import type { App } from './app.ts';
import { isHeldBack } from './banner.ts';
import { endComparison, ownBaselines } from './baselines.ts';
import type { Commands } from './commands.ts';
import { attributes, element, icon, iconButton, setAttribute, setIcon, setText, show } from './dom.ts';
import { clock, moment, safe } from './format.ts';
import { type MenuItem, openMenu } from './menu.ts';
import { isNarrow } from './narrow.ts';
import { presets } from './presets.ts';
import { speeds } from './state.ts';

export interface Toolbar {
  readonly root: HTMLElement;
  readonly update: () => void;
}

export function createToolbar(app: App, commands: Commands): Toolbar {
  const root = attributes(element('div', 'bar'), { role: 'toolbar', 'aria-label': 'Simulation' });
  const parts = controls(app, commands);
  const { play, speed, time, pod, scenario, compare, fold, fit, share, lock, more } = parts;
  root.append(
    play,
    iconButton('previous', 'Previous Event (,)', () => commands.run('previousEvent')),
    iconButton('next', 'Next Event (.)', () => commands.run('nextEvent')),
    speed,
    time,
    element('i'),
    pod,
    element('span', 'label wide', 'Scenario'),
    scenario,
    element('span', 'label wide', 'Compare'),
    compare,
    element('span', 'space'),
    fold,
    fit,
    iconButton('find', 'Find in Events (/)', () => commands.run('find')),
    share,
    lock,
    more,
  );
  return { root, update: () => update(root, parts, app) };
}

type Controls = Readonly<
  Record<
    'play' | 'speed' | 'scenario' | 'compare' | 'pod' | 'fold' | 'fit' | 'lock' | 'share' | 'more',
    HTMLButtonElement
  >
> & { readonly time: HTMLElement };

function controls(app: App, commands: Commands): Controls {
  const menu = (title: string, className: string, items: () => readonly MenuItem[]): HTMLButtonElement => {
    const made = drop(title, className, () => openMenu(made, title, items()));
    return made;
  };
  const lock = iconButton('lock', 'Lock to This File', () =>
    app.post({ type: 'lock', locked: app.model?.locked !== true }),
  );
  const share = iconButton('export', 'Share', () => openMenu(share, 'Share', commands.shareItems()));
  const more = iconButton('more', 'More', () => {
    const follow: MenuItem = { text: lockWords(app), run: () => lock.click() };
    const all: readonly MenuItem[] = [...commands.shareItems(), { kind: 'line' }, ...commands.moreItems(), follow];
    openMenu(more, 'More', isNarrow(app) ? all : commands.moreItems());
  });
  const fit = iconButton('fit', 'Fit All (0)', () => commands.run('fitAll'));
  for (const each of [fit, share, lock]) each.classList.add('wide');
  return {
    play: iconButton('play', 'Play (Space)', () => commands.run('playPause')),
    speed: menu('Speed', 'wide', () => speedItems(app)),
    time: element('span', 'time'),
    pod: menu('Pod in this file', 'wide', () => podItems(app)),
    scenario: menu('Scenario', '', () => scenarioItems(app)),
    compare: menu('Compare with', 'wide', () => compareItems(app)),
    fold: iconButton('fold', 'Fold Waits (Z)', () => commands.run('toggleFolds')),
    fit,
    share,
    lock,
    more,
  };
}

const lockWords = ({ model }: Pick<App, 'model'>): string =>
  model?.locked === true ? 'Follow the Active Editor' : 'Lock to This File';

function update(root: HTMLElement, parts: Controls, app: App): void {
  const { play, speed, time, pod, scenario, compare, fold, lock, more } = parts;
  const { state, model, run } = app;
  show(root, model !== undefined);
  setIcon(play, state.playing ? 'pause' : 'play');
  setAttribute(play, 'aria-label', state.playing ? 'Pause (Space)' : 'Play (Space)');
  for (const each of root.querySelectorAll('button'))
    each.disabled = (run === undefined || isHeldBack(app)) && each !== lock && each !== pod && each !== more;
  setDrop(speed, `${state.speed}×`);
  setText(time, app.settings.timeFormat === 'clock' ? clock(state.playheadMs) : moment(state.playheadMs));
  const chosen = model?.scenarios.find((each) => each.id === model.scenarioId);
  setDrop(scenario, safe(run?.input.scenario.name ?? chosen?.title ?? 'none', 40));
  setDrop(compare, safe(run?.baseline?.title ?? 'off', 40));
  show(pod, (model?.pods.length ?? 0) > 1);
  setDrop(pod, safe(model?.podName ?? '', 40));
  setAttribute(fold, 'aria-pressed', String(state.folding && (run?.gaps.length ?? 0) > 0));
  setIcon(lock, model?.locked === true ? 'lock' : 'unlock');
  setAttribute(lock, 'aria-pressed', String(model?.locked === true));
  setAttribute(lock, 'aria-label', lockWords(app));
  lock.title = lockWords(app);
}

/** A button with its value and an arrow. */
function drop(title: string, className: string, onClick: () => void): HTMLButtonElement {
  const made = attributes(element('button', `drop ${className}`.trim()), {
    type: 'button',
    title,
    'aria-haspopup': 'menu',
    'aria-expanded': false,
  });
  made.append(element('span', 'value'), icon('down'));
  made.addEventListener('click', onClick);
  return made;
}

function setDrop(made: HTMLButtonElement, text: string): void {
  const value = made.querySelector('.value');
  if (value !== null) setText(value, text);
  setAttribute(made, 'aria-label', `${made.title}: ${text}`);
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
  const made = presets(run.input).map((preset): MenuItem => ({
    text: preset.title,
    run: () => app.tryScenario(preset.scenario),
  }));
  const file: MenuItem =
    model.scenarioFile === undefined
      ? { text: 'Save as File…', run: () => void app.request({ type: 'saveScenario', scenario: run.input.scenario }) }
      : { text: 'Open Scenario File', run: () => app.post({ type: 'openScenario' }) };
  return [...switchTo, { kind: 'line' }, ...made, { kind: 'line' }, file];
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
    run: () => app.compareWith(each),
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
