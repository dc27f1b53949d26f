/** The column of names beside (or above) the lanes, with each lane's value at the playhead; and the buttons of folded waits. */
import type { App, Run } from './app.ts';
import { valueAt, widestValue } from './at.ts';
import type { Geometry } from './chart.ts';
import type { Parts } from './chart-parts.ts';
import { element, icon, rebuild, setAttribute, setText } from './dom.ts';
import { length, safe } from './format.ts';
import { type Row, sizes } from './layout.ts';
import { litRows } from './lit.ts';
import type { Draw } from './scene/draw.ts';

export function updateNames(app: App, run: Run, at: Geometry, parts: Parts, names: Map<string, HTMLElement>): void {
  const signature = `${app.theme.unit} ${at.draw.narrow} ${at.draw.width} ${at.layout.rows.map((row) => `${row.id} ${row.name} ${row.note} ${row.nameY} ${row.open ?? ''}`).join('|')}`;
  rebuild(parts.names, signature, () => {
    names.clear();
    return at.layout.rows.map((row) => {
      const made = nameElement(row, app, at.draw);
      names.set(row.id, made);
      return made;
    });
  });
  const lit = litRows(app, at.layout.rows);
  for (const row of at.layout.rows) {
    const made = names.get(row.id);
    const value = made?.lastElementChild;
    if (made === undefined || value === null || value === undefined) continue;
    const now = valueAt(row.lane, app.state.playheadMs);
    setText(value, safe(now.text, 40));
    made.classList.toggle('bad', now.alarm);
    made.classList.toggle('faint', lit !== undefined && !lit.has(row.id));
    made.classList.toggle('selected', app.state.selection?.rowId === row.id);
  }
  const [overviewName, timeName] = parts.headNames;
  rebuild(overviewName, `o${run.timeline.endMs}`, () => [
    element('b', '', 'overview'),
    element('em', 's11', length(app.state.endMs)),
  ]);
  rebuild(timeName, `t${at.scale.folds.length}`, () => [
    element('b', '', 'time'),
    element(
      'em',
      's11',
      at.scale.folds.length === 0
        ? ''
        : `${at.scale.folds.length} ${at.scale.folds.length === 1 ? 'wait' : 'waits'} folded`,
    ),
  ]);
  updateFolds(app, at, parts);
}

function nameElement(row: Row, app: App, draw: Draw): HTMLElement {
  const made = element('div', `lane${row.sub ? ' sub' : ''}${row.base ? ' base' : ''}`);
  made.style.top = `${row.nameY / 13}em`;
  made.style.height = `${row.nameH / 13}em`;
  // Names of 12 and notes of 11 pixels share one baseline.
  made.style.lineHeight = `${row.nameH / 13}em`;
  if (draw.narrow) made.classList.add('above');
  if (row.open !== undefined && !row.base) made.append(chevron(row, app));
  const note = noteFits(row, draw) ? [element('span', 'note', safe(row.note, 40))] : [];
  made.append(element('b', '', safe(row.name, 64)), ...note, element('em'));
  made.title = row.name.length > 20 ? safe(row.name, 300) : '';
  return made;
}

function chevron(row: Row, app: App): HTMLElement {
  const made = element('button', 'chevron');
  made.type = 'button';
  made.append(icon(row.open === true ? 'down' : 'right'));
  made.tabIndex = -1;
  setAttribute(made, 'aria-expanded', String(row.open === true));
  setAttribute(made, 'aria-label', `${safe(row.name, 64)}: probes, hooks and signals`);
  made.addEventListener('click', () => app.dispatch({ type: 'collapse', rowId: row.id }));
  return made;
}

/** A note that does not fit beside the widest value of the whole run is left out, never cut; so nothing shifts while time runs. */
function noteFits(row: Row, draw: Draw): boolean {
  if (row.note === '') return false;
  const left = Math.max(84, (row.sub ? 24 : 16) + draw.measure(safe(row.name, 64), 12) + 4);
  const right = (draw.narrow ? draw.width : sizes.names) - 8;
  return left + draw.measure(safe(row.note, 40), 11) + draw.measure(widestValue(row.lane), 12) + 8 <= right;
}

/** The frame of each folded wait is a button that opens it. */
function updateFolds(app: App, at: Geometry, parts: Parts): void {
  const signature = at.scale.folds.map((fold) => `${fold.fromMs} ${Math.round(fold.left)}`).join();
  rebuild(parts.folds, signature, () =>
    at.scale.folds.map((fold) => {
      const made = element('button', 'fold');
      made.type = 'button';
      const words = `Open this folded wait of ${length(fold.toMs - fold.fromMs)}`;
      setAttribute(made, 'aria-label', words);
      made.title = words;
      made.style.left = `${(fold.left + 1) / 13}em`;
      made.style.width = `${(fold.right - fold.left - 2) / 13}em`;
      made.addEventListener('click', () => app.dispatch({ type: 'toggleFold', fromMs: fold.fromMs }));
      return made;
    }),
  );
}
