/** The line of `kubectl get pod` at the playhead. */
import type { Timeline } from '../../core/simulation.ts';
import type { App } from './app.ts';
import { kubectlAt } from './at.ts';
import { element, setText, show } from './dom.ts';
import { safe } from './format.ts';

export function createKubeLine(app: App): { readonly root: HTMLElement; readonly update: () => void } {
  const root = element('div', 'kube');
  const cells = new Map<string, HTMLElement>();
  for (const name of ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE']) {
    const cell = element('div', name === 'NAME' ? 'cell wide' : 'cell');
    const value = element('span', 'mono');
    cell.append(element('span', 'key', name), value);
    cells.set(name, value);
    root.append(cell);
  }
  const hint = element('span', 'hint wide');
  root.append(hint);
  let measured: Timeline | undefined;
  const update = (): void => {
    const { run } = app;
    show(root, run !== undefined);
    if (run === undefined) return;
    const line = kubectlAt(run, app.state.playheadMs);
    const values: Readonly<Record<string, string>> = {
      NAME: safe(run.timeline.podName, 63),
      READY: line.ready,
      STATUS: line.status,
      RESTARTS: line.restarts,
      AGE: line.age,
    };
    for (const [name, cell] of cells) setText(cell, values[name] ?? '');
    const kind = app.model?.kind ?? 'Pod';
    setText(hint, kind === 'Pod' ? 'as kubectl get pod' : `one Pod of this ${safe(kind, 40)}, as kubectl get pod`);
    if (run.timeline === measured) return;
    measured = run.timeline;
    for (const [name, cell] of cells) cell.style.minWidth = `${widest(name, run.timeline)}ch`;
  };
  return { root, update };
}

/** Characters of the longest value of the run: nothing shifts while time runs. */
function widest(name: string, timeline: Timeline): number {
  const of = (pick: (line: Timeline['kubectl'][number]) => string): number =>
    Math.max(1, ...timeline.kubectl.map((line) => pick(line).length));
  if (name === 'READY') return of((line) => line.ready);
  if (name === 'STATUS') return of((line) => line.status);
  if (name === 'RESTARTS') return timeline.kubectl.some((line) => line.restarts.includes('ago')) ? 13 : 2;
  return name === 'AGE' ? 5 : 0;
}
