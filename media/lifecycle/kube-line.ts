/** The line of `kubectl get pod` at the playhead. */
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
  root.append(element('span', 'hint wide', 'as kubectl get pod'));
  const update = (): void => {
    const { run } = app;
    show(root, run !== undefined);
    if (run === undefined) return;
    const line = kubectlAt(run.timeline, app.state.playheadMs);
    const values: Readonly<Record<string, string>> = { NAME: safe(run.timeline.podName, 63), READY: line.ready, STATUS: line.status, RESTARTS: line.restarts, AGE: line.age };
    for (const [name, cell] of cells) setText(cell, values[name] ?? '');
  };
  return { root, update };
}
