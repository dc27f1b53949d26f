/** The column of names beside (or above) the lanes, with each lane's value at the playhead. */
import type { App } from './app.ts';
import { valueAt, widestValue } from './at.ts';
import type { Geometry } from './chart.ts';
import type { Parts } from './chart-parts.ts';
import type { Problem } from '../../protocol/webview.ts';
import { badgesOf, badgeWords } from './badges.ts';
import { attributes, button, changed, element, icon, rebuild, setText } from './dom.ts';
import { count, length, safe } from './format.ts';
import { type Row, sizes } from './layout.ts';
import type { Draw } from './scene/draw.ts';

export interface Names {
  readonly elements: Map<string, HTMLElement>;
  /** What the elements were made of, and what they say was taken from. */
  madeOf: readonly unknown[];
  saidOf: readonly unknown[];
}

export const newNames = (): Names => ({ elements: new Map(), madeOf: [], saidOf: [] });

export function updateNames(
  app: App,
  at: Geometry,
  parts: Parts,
  names: Names,
  lit: ReadonlySet<string> | undefined,
): void {
  const { rows } = at.layout;
  const problems = badgesOf(app.model?.problems, rows);
  const madeOf = [at.layout, app.theme, at.draw.narrow, at.draw.narrow ? at.draw.width : 0, problems];
  if (changed(names.madeOf, madeOf)) {
    Object.assign(names, { madeOf, saidOf: [] });
    names.elements.clear();
    for (const row of rows) names.elements.set(row.id, nameElement(row, app, at.draw, problems.get(row.id)));
    parts.names.replaceChildren(...names.elements.values());
  }
  const saidOf = [at.layout, app.state.playheadMs, app.state.selection?.rowId, lit];
  if (changed(names.saidOf, saidOf)) {
    names.saidOf = saidOf;
    for (const row of rows) updateValue(names.elements.get(row.id), row, app, lit);
  }
  const [overviewName, timeName] = parts.headNames;
  rebuild(overviewName, `${app.state.endMs}`, () => headParts('overview', length(app.state.endMs)));
  const folds = at.scale.folds.length;
  rebuild(timeName, `${folds}`, () => headParts('time', folds === 0 ? '' : `${count(folds, 'wait')} folded`));
}

const headParts = (name: string, value: string): readonly Node[] => [
  element('b', '', name),
  element('em', 's11', value),
];

function updateValue(made: HTMLElement | undefined, row: Row, app: App, lit: ReadonlySet<string> | undefined): void {
  const value = made?.lastElementChild;
  if (made === undefined || value === null || value === undefined) return;
  const now = valueAt(row.lane, app.state.playheadMs);
  setText(value, safe(now.text, 40));
  made.classList.toggle('bad', now.alarm);
  made.classList.toggle('faint', lit !== undefined && !lit.has(row.id));
  made.classList.toggle('selected', app.state.selection?.rowId === row.id);
}

function nameElement(row: Row, app: App, draw: Draw, problems: readonly Problem[] = []): HTMLElement {
  const made = element('div', `lane${row.sub ? ' sub' : ''}${row.base ? ' base' : ''}`);
  made.style.top = `${row.nameY / 13}em`;
  made.style.height = `${row.nameH / 13}em`;
  // Names of 12 and notes of 11 pixels share one baseline.
  made.style.lineHeight = `${row.nameH / 13}em`;
  if (draw.narrow) made.classList.add('above');
  if (row.open !== undefined && !row.base) made.append(chevron(row, app));
  const badge = problems.length === 0 ? [] : [badgeElement(problems, app)];
  const note = noteFits(row, draw, badge.length * 16) ? [element('span', 'note', safe(row.note, 40))] : [];
  made.append(element('b', '', safe(row.name, 64)), ...note, ...badge, element('em'));
  made.title = row.name.length > 20 ? safe(row.name, 300) : '';
  return made;
}

/** What the manifest's diagnoses say about a lane: one glyph, the worst; a click goes to its line. */
function badgeElement(problems: readonly Problem[], app: App): HTMLElement {
  const [worst] = problems;
  const made = button(worst?.severity === 'error' ? '✕' : '▲', `badge ${worst?.severity ?? ''}`, () => {
    if (worst !== undefined) app.post({ type: 'reveal', field: worst.field, line: worst.line, focus: false });
  });
  made.tabIndex = -1;
  made.title = badgeWords(problems);
  return attributes(made, { 'aria-label': `${count(problems.length, 'problem')}, ${made.title}` });
}

function chevron(row: Row, app: App): HTMLElement {
  const made = button('', 'chevron', () => app.dispatch({ type: 'collapse', rowId: row.id }));
  made.append(icon(row.open === true ? 'down' : 'right'));
  made.tabIndex = -1;
  const name = `${safe(row.name, 64)}: probes, hooks and signals`;
  return attributes(made, { 'aria-expanded': row.open === true, 'aria-label': name });
}

/** A note that does not fit beside the widest value of the whole run is left out, never cut; so nothing shifts while time runs. */
function noteFits(row: Row, draw: Draw, badge: number): boolean {
  if (row.note === '') return false;
  const left = Math.max(84, (row.sub ? 24 : 16) + draw.measure(safe(row.name, 64), 12) + 4);
  const right = (draw.narrow ? draw.width : sizes.names) - 8;
  return left + draw.measure(safe(row.note, 40), 11) + draw.measure(widestValue(row.lane), 12) + badge + 8 <= right;
}
