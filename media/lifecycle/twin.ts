/** The text twin of the picture: a grid with a row a lane and a sentence a cell. It holds the chart's one tab stop and its arrows. */
import type { App } from './app.ts';
import { badgesOf, badgeWords } from './badges.ts';
import type { Chart } from './chart.ts';
import { keepInView } from './commands.ts';
import { attributes, element, rebuild } from './dom.ts';
import { find, indexOf, itemAt, itemsOf } from './hit.ts';
import type { Row } from './layout.ts';
import type { Selection } from './state.ts';
import { rowSummary, sentence } from './words.ts';

export interface Twin {
  readonly root: HTMLElement;
  readonly update: () => void;
  readonly focus: () => void;
}

export function createTwin(app: App, chart: Chart, reveal: () => void): Twin {
  const root = attributes(element('div', 'twin sr'), {
    role: 'grid',
    'aria-label': 'Pod lifecycle',
    'aria-readonly': true,
  });
  root.addEventListener('keydown', (event) => onKey(event, app, chart, root, reveal));
  root.addEventListener('focusin', () => {
    if (app.state.selection === undefined) selectFirst(app, chart);
  });
  const update = (): void => {
    const rows = chart.geometry()?.layout.rows ?? [];
    const focused =
      app.state.selection?.rowId ?? rows.find((row) => row.lane.spans.length + row.lane.marks.length > 0)?.id;
    const playheadMs = app.state.playing ? 0 : app.state.playheadMs;
    const problems = badgesOf(app.model?.problems, rows);
    const signature = `${focused} ${app.state.selection?.atMs} ${Math.round(playheadMs)} ${rows.map((row) => `${row.id}:${row.lane.spans.length}:${row.lane.marks.length}`).join('|')} ${app.run?.timeline.endMs} ${app.model?.version}`;
    const had = root.contains(document.activeElement);
    rebuild(root, signature, () =>
      rows.map((row, index) => {
        const made = rowElement(row, row.id === focused, app, playheadMs);
        const words = problems.get(row.id);
        if (words !== undefined) made.firstElementChild?.append(`, ${badgeWords(words)}`);
        return attributes(made, { 'aria-rowindex': index + 1 });
      }),
    );
    attributes(root, { 'aria-rowcount': rows.length });
    if (had && !root.contains(document.activeElement)) focus(root);
  };
  return { root, update, focus: () => requestAnimationFrame(() => focus(root)) };
}

function focus(root: HTMLElement): void {
  root.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
}

/** The focused row mounts the interval and its neighbours; any other row what holds at the playhead. */
function rowElement(row: Row, isFocused: boolean, app: App, playheadMs: number): HTMLElement {
  const made = attributes(element('div'), { role: 'row' });
  made.append(attributes(element('span', '', rowSummary(row)), { role: 'rowheader', 'aria-colindex': 1 }));
  const items = itemsOf(row);
  const { selection } = app.state;
  const at = isFocused && selection?.rowId === row.id ? indexOf(items, selection) : itemAt(items, playheadMs);
  const shown = isFocused ? [at - 1, at, at + 1] : [at];
  for (const position of shown) {
    const hit = find([row], items[position]);
    if (hit === undefined) continue;
    made.append(
      attributes(element('span', '', sentence(hit)), {
        role: 'gridcell',
        'aria-colindex': position + 2,
        tabindex: isFocused && position === at ? 0 : -1,
        'aria-selected': isFocused && position === at && selection !== undefined,
      }),
    );
  }
  return made;
}

function selectFirst(app: App, chart: Chart): void {
  const rows = chart.geometry()?.layout.rows ?? [];
  const row = rows.find((each) => each.lane.kind === 'container') ?? rows[0];
  if (row === undefined) return;
  const items = itemsOf(row);
  choose(app, chart, row, items[itemAt(items, app.state.playheadMs)]);
}

function choose(app: App, chart: Chart, row: Row, selection: Selection | undefined): void {
  if (selection === undefined) return;
  app.dispatch({ type: 'select', selection, atMs: selection.atMs });
  keepInView(app, selection.atMs);
  const at = chart.geometry();
  if (at === undefined) return;
  if (row.nameY < at.scrollY) chart.lanes.scrollTop = row.nameY * at.unit;
  else if (row.y + row.h > at.scrollY + at.viewHeight)
    chart.lanes.scrollTop = (row.y + row.h - at.viewHeight) * at.unit;
}

function onKey(event: KeyboardEvent, app: App, chart: Chart, root: HTMLElement, reveal: () => void): void {
  const rows = (chart.geometry()?.layout.rows ?? []).filter((row) => itemsOf(row).length > 0);
  const { selection } = app.state;
  const rowIndex = rows.findIndex((row) => row.id === selection?.rowId);
  const row = rows[rowIndex];
  if (event.ctrlKey || event.metaKey || event.altKey || row === undefined || selection === undefined) return;
  const items = itemsOf(row);
  const at = indexOf(items, selection);
  const sideways: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    Home: 0,
    End: items.length - 1,
  };
  const upDown: Readonly<Record<string, number>> = {
    ArrowUp: rowIndex - 1,
    ArrowDown: rowIndex + 1,
    PageUp: 0,
    PageDown: rows.length - 1,
  };
  if (event.key in sideways) {
    const target = items[sideways[event.key] ?? at];
    if (event.shiftKey) extend(app, row, selection, target);
    choose(app, chart, row, target);
  } else if (event.key in upDown) {
    const next = rows[upDown[event.key] ?? rowIndex];
    const nextItems = next === undefined ? [] : itemsOf(next);
    if (next !== undefined) choose(app, chart, next, nextItems[itemAt(nextItems, app.state.playheadMs)]);
  } else if (event.key === 'Enter') reveal();
  else if (event.key === 'Escape') root.closest('main')?.querySelector<HTMLElement>('.bar button')?.focus();
  else return;
  event.preventDefault();
  if (event.key !== 'Escape') event.stopPropagation();
}

/** Shift with an arrow grows the range from what is selected to the next interval. */
function extend(app: App, row: Row, from: Selection, to: Selection | undefined): void {
  const ends = (item: Selection | undefined): readonly number[] => {
    const span = row.lane.spans.find((each) => each.startMs === item?.atMs);
    return span === undefined ? (item === undefined ? [] : [item.atMs]) : [span.startMs, span.endMs];
  };
  const { range } = app.state;
  const all = [...(range === undefined ? [] : [range.fromMs, range.toMs]), ...ends(from), ...ends(to)];
  app.dispatch({ type: 'range', range: { fromMs: Math.min(...all), toMs: Math.max(...all) } });
}
