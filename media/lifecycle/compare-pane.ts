/** The comparison in words: what differs between the baseline and now, and the one change that did it. */
import type { App } from './app.ts';
import { difference } from './compare.ts';
import { attributes, element, link } from './dom.ts';
import { safe } from './format.ts';
import { lineOf } from './inspector.ts';

export function createComparePane(app: App): { readonly root: HTMLElement; readonly update: () => void } {
  const root = element('div', 'body compare');
  let of: readonly unknown[] = [];
  const update = (): void => {
    const { run } = app;
    const key = [run?.timeline, run?.baseline, app.model];
    if (run?.baseline === undefined || key.every((value, index) => value === of[index])) return;
    of = key;
    const { rows } = difference(run.baseline.timeline, run.timeline);
    const title = safe(run.baseline.title, 40);
    const nodes: Node[] =
      rows.length === 0 ? [element('p', 'same', `No difference from ${title}.`)] : [tableOf(rows, title)];
    root.replaceChildren(...nodes, ...changeNodes(app));
  };
  return { root, update };
}

function tableOf(rows: ReturnType<typeof difference>['rows'], title: string): HTMLElement {
  const table = element('table', 'diff');
  const head = element('tr');
  for (const name of ['What', title, 'now', 'difference'])
    head.append(attributes(element('th', '', name), { scope: 'col' }));
  const [thead, tbody] = [element('thead'), element('tbody')];
  thead.append(head);
  for (const row of rows) {
    const line = element('tr');
    line.append(attributes(element('th', '', row.name), { scope: 'row' }));
    for (const value of [row.before, row.after, row.difference]) line.append(element('td', '', value));
    tbody.append(line);
  }
  table.append(thead, tbody);
  return table;
}

function changeNodes(app: App): readonly Node[] {
  const change = app.run?.baseline?.message.change;
  if (change === undefined || app.model === undefined) return [];
  const list = attributes(element('ol', 'why'), { 'aria-label': 'Why' });
  const item = element('li');
  const words = element('div', '', safe(`${change.field}: ${change.before} → ${change.after}`, 160));
  words.append(element('small', '', 'the only change'));
  const line = lineOf(app.model.lines, change.field);
  item.append(
    words,
    link(`${safe(app.model.file, 32)}${line === undefined ? '' : `:${line}`}`, (event) =>
      app.post({ type: 'reveal', field: change.field, focus: event.ctrlKey || event.metaKey }),
    ),
  );
  list.append(item);
  return [list];
}
