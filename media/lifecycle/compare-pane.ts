/** The comparison in words: what differs between the baseline and now, and the one change that did it. */
import type { App } from './app.ts';
import { changedFields, difference } from './compare.ts';
import { attributes, changed, element } from './dom.ts';
import { count, safe } from './format.ts';
import { fieldLink } from './links.ts';

export function createComparePane(app: App): { readonly root: HTMLElement; readonly update: () => void } {
  const root = element('div', 'body compare');
  let of: readonly unknown[] = [];
  const update = (): void => {
    const { run } = app;
    const key = [run?.timeline, run?.baseline, app.model];
    if (run?.baseline === undefined || !changed(of, key)) return;
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

/** What was changed in the manifest since: at most four fields, each with its line. */
function changeNodes(app: App): readonly Node[] {
  const { run, model } = app;
  if (run?.baseline === undefined || model === undefined) return [];
  const changes = changedFields(run.baseline.message.input, run.input);
  if (changes.length === 0) return [];
  const list = attributes(element('ol', 'why'), { 'aria-label': 'What was changed' });
  for (const { field, before, after } of changes.slice(0, mostChanges)) {
    const item = element('li');
    const words = element('div', '', safe(`${field.replace(/^.*?spec\./, '')}: ${before} → ${after}`, 160));
    if (changes.length === 1) words.append(element('small', '', 'the only change'));
    item.append(words, fieldLink(app, field, ''));
    list.append(item);
  }
  const more = changes.length - mostChanges;
  return more > 0 ? [list, element('p', 'dim s11', `and ${count(more, 'more change')}`)] : [list];
}

const mostChanges = 4;
