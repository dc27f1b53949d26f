/** The sweep: every pair of two parameters is a run and a cell that says how it went; the current point is framed, a click goes there. */
import type { App, Run } from './app.ts';
import { type Facts, factsOf } from './compare.ts';
import { attributes, button, changed, element, setAttribute, setText } from './dom.ts';
import { length, roughLength, safe } from './format.ts';
import { isNarrow } from './narrow.ts';
import { numberAt, setNumber } from './numbers.ts';
import { setStartup } from './scenario-edit.ts';
import { behaviourOf, containersOf } from './scenario-facts.ts';

type Input = Run['input'];

/** Something that can be varied. */
export interface Axis {
  readonly id: string;
  readonly title: string;
  readonly now: number;
  readonly values: readonly number[];
  readonly words: (value: number) => string;
  readonly apply: (input: Input, value: number) => Input;
}

export type CellKind = 'ready' | 'restarted' | 'loop' | 'never' | 'over';

/** Runs of a sweep end after this, however long the horizon is. */
const longestMs = 300_000;
/** Time a frame may spend on runs. */
const sliceMs = 10;

export function createSweepPane(app: App): { readonly root: HTMLElement; readonly update: () => void } {
  const root = element('div', 'body sweep');
  const pickers = [element('select'), element('select')] as const;
  const bar = element('div', 'sweep-bar');
  pickers.forEach((picker, index) => {
    picker.setAttribute('aria-label', index === 0 ? 'Across' : 'Down');
    const label = element('label', 'field');
    label.append(element('span', 'dim', index === 0 ? 'across' : 'down'), picker);
    bar.append(label);
    picker.addEventListener('change', () => {
      chosen[index] = picker.value;
      of = [];
      app.invalidate();
    });
  });
  const table = attributes(element('table', 'heat'), { role: 'grid', 'aria-label': 'Sweep of two parameters' });
  const legend = element('p', 'dim s11', 'Each cell is a run: the time to Ready, or ↻ restarts. A click goes there.');
  root.append(bar, table, legend);
  const chosen: [string, string] = ['', ''];
  let of: readonly unknown[] = [];
  let jobs: (() => void)[] = [];

  const update = (): void => {
    const { run, model } = app;
    if (app.state.left !== 'sweep' || run === undefined || model === undefined) return;
    const key = [JSON.stringify(run.input), ...chosen];
    if (changed(of, key)) {
      jobs = start(app, run, pickers, chosen, table);
      of = [key[0], ...chosen];
    }
    const until = performance.now() + sliceMs;
    app.attempt(() => {
      for (let [job] = jobs; job !== undefined && performance.now() < until; [job] = jobs) {
        job();
        jobs.shift();
      }
    });
    if (jobs.length > 0 && !app.broken) app.invalidate();
  };
  return { root, update };
}

/** Builds the empty grid and the list of runs that fill it. */
function start(
  app: App,
  run: Run,
  pickers: readonly [HTMLSelectElement, HTMLSelectElement],
  chosen: [string, string],
  table: HTMLTableElement,
): (() => void)[] {
  const axes = axesOf(app, run);
  pickers.forEach((picker, index) => {
    picker.replaceChildren(
      ...axes.map((axis) => attributes(element('option', '', safe(axis.title, 60)), { value: axis.id })),
    );
    if (!axes.some((axis) => axis.id === chosen[index]))
      chosen[index] = axes[index === 0 ? 0 : Math.min(1, axes.length - 1)]?.id ?? '';
    picker.value = chosen[index] ?? '';
  });
  const [across, down] = chosen.map((id) => axes.find((axis) => axis.id === id));
  table.replaceChildren();
  if (across === undefined || down === undefined) return [];
  const head = element('tr');
  head.append(
    element('td'),
    ...across.values.map((value) => attributes(element('th', '', across.words(value)), { scope: 'col' })),
  );
  table.append(head);
  const jobs: (() => void)[] = [];
  const buttons: HTMLButtonElement[] = [];
  for (const y of down.values) {
    const row = element('tr');
    row.append(attributes(element('th', '', down.words(y)), { scope: 'row' }));
    for (const x of across.values) {
      const point: Point = [
        [across, x],
        [down, y],
      ];
      const made = cell(point, buttons.length === 0, app);
      const holder = attributes(element('td'), { role: 'gridcell' });
      holder.append(made);
      row.append(holder);
      buttons.push(made);
      jobs.push(() => fill(made, point, run.input, app));
    }
    table.append(row);
  }
  table.onkeydown = (event) => onArrow(event, buttons, across.values.length);
  return jobs;
}

/** The two parameters with a value each. */
type Point = readonly (readonly [Axis, number])[];

function cell(point: Point, isFirst: boolean, app: App): HTMLButtonElement {
  const isNow = point.every(([axis, value]) => value === axis.now);
  const made = button('·', `heat-cell${isNow ? ' now' : ''}`, () => go(point, app));
  made.tabIndex = isNow || isFirst ? 0 : -1;
  if (isNow) setAttribute(made, 'aria-current', 'true');
  return made;
}

function fill(made: HTMLButtonElement, point: Point, input: Input, app: App): void {
  const varied = point.reduce((before, [axis, value]) => axis.apply(before, value), input);
  const horizonMs = Math.min(longestMs, input.settings.horizonMs);
  const facts = factsOf(app.simulate({ ...varied, settings: { ...input.settings, horizonMs, withCauses: false } }));
  const kind = kindOf(facts);
  made.classList.add(kind);
  setText(made, cellText(facts, kind));
  const words = `${point.map(([axis, value]) => `${axis.title} ${axis.words(value)}`).join(', ')}: ${outcome(facts, kind)}`;
  setAttribute(made, 'aria-label', words);
  made.title = words;
}

/** Goes to a point: what is the manifest's is edited there, what is the Scenario's in the Scenario. */
function go(point: Point, app: App): void {
  for (const [axis, value] of point) {
    if (app.run === undefined || value === axis.now) continue;
    if (axis.id.startsWith('spec') || axis.id.includes('.spec.')) app.editNumber(axis.id, value, true);
    else app.editScenario(axis.apply(app.run.input, value).scenario, true);
  }
}

export function kindOf(facts: Facts): CellKind {
  if (facts.lastStatus === 'Completed') return 'over';
  if (facts.readyMs === undefined) return facts.restarts > 0 ? 'loop' : 'never';
  return facts.restarts > 0 ? 'restarted' : 'ready';
}

function cellText(facts: Facts, kind: CellKind): string {
  if (kind === 'ready') return roughLength(facts.readyMs ?? 0);
  if (kind === 'over') return '✓';
  return kind === 'never' ? '–' : `${facts.restarts}↻`;
}

function outcome(facts: Facts, kind: CellKind): string {
  if (kind === 'over') return 'completes';
  const ready =
    facts.readyMs === undefined ? `never Ready in ${length(facts.endMs)}` : `Ready at ${length(facts.readyMs)}`;
  return `${ready}, ${facts.restarts} restarts`;
}

/** Start-up times of the containers first, then the numbers of the manifest, those of probes first. */
export function axesOf(app: App, run: Run): readonly Axis[] {
  const containers = containersOf(run.input).filter((each) => each.role !== 'init');
  const startups = containers
    .map((each): Axis => {
      const now = behaviourOf(run.input.scenario, each.name)?.instances?.[0]?.listensAfterMs ?? 1000;
      return {
        id: `startup/${each.name}`,
        title: `start-up of ${each.name}`,
        now,
        words: (value) => roughLength(value),
        values: around(
          [0, 1000, 2000, 5000, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000, 90_000],
          now,
          isNarrow(app) ? 7 : 11,
        ),
        apply: (input, value) => ({ ...input, scenario: setStartup(input.scenario, each.name, value) }),
      };
    })
    .sort((one, other) => rankOf(containers, one) - rankOf(containers, other));
  const rank = (field: string): number =>
    [
      'startupProbe.failureThreshold',
      'livenessProbe.failureThreshold',
      'startupProbe',
      'livenessProbe',
      'readinessProbe',
    ].findIndex((part) => field.includes(part)) >>> 0;
  const numbers = [...(app.model?.numbers ?? [])]
    .sort((one, other) => rank(one.field) - rank(other.field))
    .map((each): Axis => {
      const now = numberAt(run.input, each.field) ?? each.value;
      const least = each.minimum;
      const most = each.maximum ?? Infinity;
      return {
        id: each.field,
        title: each.field.replace(/^.*?\.?containers\[(\d+)\]\./, '').replace(/^spec\./, ''),
        now,
        words: String,
        values: around(
          [least, 2, 3, 5, 8, 10, 15, 20, 30, 60].filter((value) => value >= least && value <= most),
          now,
          9,
        ),
        apply: (input, value) => setNumber(input, each.field, value),
      };
    });
  return [...startups, ...numbers];
}

/** Sidecars come after the containers that people think of. */
function rankOf(containers: readonly { readonly name: string; readonly role: string }[], axis: Axis): number {
  return containers.find((each) => axis.id === `startup/${each.name}`)?.role === 'regular' ? 0 : 1;
}

/** The values with the current one among them, at most so many: those nearest to it. */
export function around(values: readonly number[], now: number, most: number): readonly number[] {
  const all = [...new Set([...values, now])].sort((one, other) => one - other);
  if (all.length <= most) return all;
  const at = all.indexOf(now);
  const from = Math.max(0, Math.min(at - Math.floor(most / 2), all.length - most));
  return all.slice(from, from + most);
}

function onArrow(event: KeyboardEvent, cells: readonly HTMLButtonElement[], size: number): void {
  const at = cells.indexOf(document.activeElement as HTMLButtonElement);
  const by: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -size, ArrowDown: size };
  const next = cells[at + (by[event.key] ?? NaN)];
  if (at === -1 || !(event.key in by)) return;
  event.preventDefault();
  event.stopPropagation();
  if (next === undefined) return;
  for (const each of cells) each.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
