/** The Events at the playhead, as `kubectl describe` prints them; with search, and a row for the selected mark. */
import type { App } from './app.ts';
import { attributes, element, setText, show } from './dom.ts';
import { type EventCells, eventRowsAt } from './event-rows.ts';
import { moment, safe } from './format.ts';

const columns = ['Type', 'Reason', 'Age', 'From', 'Message'] as const;

export function createEventsTable(app: App): { readonly root: HTMLElement; readonly update: () => void } {
  const root = attributes(element('section', 'events'), { 'aria-label': 'Events' });
  const heading = element('h2', '', 'Events');
  const at = element('span', 'dim');
  heading.append(at);
  const table = element('table');
  const body = element('tbody');
  table.append(columnWidths(), headRow(), body);
  const scroller = attributes(element('div', 'scroll'), {
    tabindex: 0,
    role: 'region',
    'aria-label': 'Events at the playhead',
  });
  const nothing = element('p', 'nothing', 'No Events yet.');
  scroller.append(table, nothing);
  root.append(heading, scroller);
  const rows: HTMLTableRowElement[] = [];

  const update = (): void => {
    const { run, state } = app;
    if (run === undefined) return;
    setText(at, `as kubectl describe, at ${moment(state.playheadMs)}`);
    const all = eventRowsAt(run, state.playheadMs);
    const listed = state.search === '' ? all : all.filter((row) => matches(row, state.search));
    show(table, listed.length > 0);
    show(nothing, listed.length === 0);
    setText(nothing, state.search === '' ? 'No Events yet.' : 'No Event with these words at this moment.');
    while (rows.length < listed.length) rows.push(newRow(body, app));
    listed.forEach((row, index) => fill(rows[index], row, isSelected(row, app)));
    rows.forEach((element_, index) => show(element_, index < listed.length));
  };
  return { root, update };
}

export function matches(row: EventCells, words: string): boolean {
  return `${row.type} ${row.reason} ${row.from} ${row.message}`.toLowerCase().includes(words.toLowerCase());
}

function isSelected(row: EventCells, app: App): boolean {
  const { selection } = app.state;
  if (selection === undefined) return false;
  const near = (within: number): boolean =>
    row.event.counts.some((write) => Math.abs(write.atMs - selection.atMs) <= within);
  if (selection.rowId === 'events') return near(0.5);
  const [, container = ''] = selection.rowId.split('/');
  return container !== '' && row.event.fieldPath.includes(`{${container.replace(/#base$/, '')}}`) && near(60);
}

function columnWidths(): HTMLElement {
  const group = element('colgroup');
  for (const name of columns) group.append(element('col', `col-${name.toLowerCase()}`));
  return group;
}

function headRow(): HTMLElement {
  const head = element('thead');
  const row = element('tr');
  for (const name of columns) row.append(attributes(element('th', '', name), { scope: 'col' }));
  head.append(row);
  return head;
}

function newRow(body: HTMLElement, app: App): HTMLTableRowElement {
  const row = element('tr');
  for (const name of columns) row.append(element('td', `cell-${name.toLowerCase()}`));
  row.addEventListener('click', () => {
    const lastMs = Number(row.dataset['lastMs']);
    app.dispatch({ type: 'select', selection: { rowId: 'events', kind: 'mark', atMs: lastMs } });
  });
  body.append(row);
  return row;
}

function fill(row: HTMLTableRowElement | undefined, event: EventCells, selected: boolean): void {
  if (row === undefined) return;
  const values = [event.type, event.reason, event.age, event.from, event.message];
  values.forEach((value, index) => {
    const cell = row.cells[index];
    if (cell === undefined) return;
    const text = safe(value, 1000);
    setText(cell, text);
    if (cell.title !== text) cell.title = text;
  });
  row.dataset['lastMs'] = String(event.lastMs);
  row.classList.toggle('on', selected);
  row.classList.toggle('warning', event.type === 'Warning');
}
