/** The toolbar: play, step, speed, the time; Scenario and baseline; folds, fit, search, share, lock. */
import type { App } from './app.ts';
import { isHeldBack } from './banner.ts';
import type { PanelCommand } from '../../protocol/webview.ts';
import {
  attributes,
  button,
  element,
  icon,
  iconButton,
  type IconName,
  setAttribute,
  setIcon,
  setText,
  show,
} from './dom.ts';
import { clock, moment, safe } from './format.ts';
import type { HandsLater, MenuName } from './hands.ts';

export interface Toolbar {
  readonly root: HTMLElement;
  readonly update: () => void;
}

export function createToolbar(app: App, hands: HandsLater): Toolbar {
  const root = attributes(element('div', 'bar'), { role: 'toolbar', 'aria-label': 'Simulation' });
  const parts = controls(app, hands);
  root.append(...Object.values(parts));
  return { root, update: () => update(root, parts, app) };
}

type Controls = ReturnType<typeof controls>;

/** In the order in which they stand. */
function controls(app: App, hands: HandsLater) {
  const command = (name: IconName, title: string, run: PanelCommand): HTMLButtonElement =>
    iconButton(name, title, () => hands.use((each) => each.run(run)));
  const opens =
    (name: MenuName) =>
    (event: MouseEvent): void => {
      const anchor = event.currentTarget as HTMLElement;
      hands.use(({ menu }) => menu(name, anchor));
    };
  const named = (name: string): HTMLElement => element('span', 'label wide', name);
  const lock = (): void => app.post({ type: 'lock', locked: app.model?.locked !== true });
  const made = {
    play: command('play', 'Play (Space)', 'playPause'),
    previous: command('previous', 'Previous Event (,)', 'previousEvent'),
    next: command('next', 'Next Event (.)', 'nextEvent'),
    speed: drop('Speed', ' wide', opens('speed')),
    time: element('span', 'time'),
    line: element('i'),
    pod: drop('Pod in this file', ' wide', opens('pod')),
    scenarioName: named('Scenario'),
    scenario: drop('Scenario', '', opens('scenario')),
    compareName: named('Compare'),
    compare: drop('Compare with', ' wide', opens('compare')),
    space: element('span', 'space'),
    fold: command('fold', 'Fold Waits (Z)', 'toggleFolds'),
    fit: command('fit', 'Fit All (0)', 'fitAll'),
    find: command('find', 'Find in Events (/)', 'find'),
    share: iconButton('export', 'Share', opens('share')),
    lock: iconButton('lock', 'Lock to This File', lock),
    more: iconButton('more', 'More', opens('more')),
  };
  for (const each of [made.fit, made.share, made.lock]) each.classList.add('wide');
  return made;
}

export const lockWords = ({ model }: Pick<App, 'model'>): string =>
  model?.locked === true ? 'Follow the Active Editor' : 'Lock to This File';

function update(root: HTMLElement, parts: Controls, app: App): void {
  const { play, speed, time, pod, scenario, compare, fold, lock, more } = parts;
  const { state, model, run } = app;
  show(root, model !== undefined);
  setIcon(play, state.playing ? 'pause' : 'play');
  setAttribute(play, 'aria-label', state.playing ? 'Pause (Space)' : 'Play (Space)');
  const isOff = run === undefined || isHeldBack(app);
  for (const each of root.querySelectorAll('button'))
    each.disabled = isOff && each !== lock && each !== pod && each !== more;
  setDrop(speed, `${state.speed}×`);
  const now = app.settings.timeFormat === 'clock' ? clock(state.playheadMs) : moment(state.playheadMs);
  setText(time, isOff ? '' : now);
  const chosen = model?.scenarios.find((each) => each.id === model.scenarioId);
  setDrop(scenario, safe(run?.input.scenario.name ?? chosen?.title ?? 'none', 40));
  setDrop(compare, safe(run?.baseline?.title ?? 'off', 40));
  show(pod, (model?.pods.length ?? 0) > 1);
  setDrop(pod, safe(model?.podName ?? '', 40));
  setAttribute(fold, 'aria-pressed', String(state.folding && (run?.gaps.length ?? 0) > 0));
  setIcon(lock, model?.locked === true ? 'lock' : 'unlock');
  setAttribute(lock, 'aria-pressed', String(model?.locked === true));
  for (const name of ['title', 'aria-label']) setAttribute(lock, name, lockWords(app));
}

/** A button with its value and an arrow. */
function drop(title: string, className: string, onClick: (event: MouseEvent) => void): HTMLButtonElement {
  const made = button('', `drop${className}`, onClick);
  made.append(element('span', 'value'), icon('down'));
  return attributes(made, { title, 'aria-haspopup': 'menu', 'aria-expanded': false });
}

function setDrop(made: HTMLButtonElement, text: string): void {
  const value = made.querySelector('.value');
  if (value !== null) setText(value, text);
  setAttribute(made, 'aria-label', `${made.title}: ${text}`);
}
