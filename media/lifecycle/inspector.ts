/** How the run went and what was assumed: what the inspector says while nothing is selected. `details.ts` says the rest. */
import type { App, Run } from './app.ts';
import { changed, element } from './dom.ts';
import { length, moment, safe } from './format.ts';
import type { HandsLater } from './hands.ts';

export interface Inspector {
  readonly root: HTMLElement;
  readonly update: () => void;
}

export function createInspector(app: App, hands: HandsLater): Inspector {
  const root = element('div', 'body inspector');
  let of: readonly unknown[] = [];
  const update = (): void => {
    const { run, state } = app;
    const key = [run?.timeline, app.model];
    if (hands.now() !== undefined || run === undefined || state.selection !== undefined || !changed(of, key)) return;
    of = key;
    root.replaceChildren(...overviewOf(run, app));
  };
  return { root, update };
}

/** With nothing selected: how the run went, what was assumed. */
export function overviewOf(run: Run, app: App): readonly Node[] {
  const { timeline } = run;
  const kind = app.model?.kind ?? 'Pod';
  const head = element('div', 'title');
  head.append(element('b', '', safe(timeline.podName, 63)), element('span', '', verdict(run)));
  const template = kind === 'Pod' ? [] : [element('p', 'dim', `One Pod of this ${safe(kind, 40)}'s template.`)];
  const facts = element('dl');
  addFact(facts, 'Run', `${length(timeline.endMs)}, ${timeline.endedBecause}`);
  for (const moment_ of timeline.lanes.find((lane) => lane.kind === 'moments')?.marks ?? []) {
    if (
      moment_.kind === 'moment' &&
      (moment_.label === 'Ready' || moment_.label === 'Deleted' || moment_.label === 'Gone')
    )
      addFact(facts, moment_.label, moment(moment_.atMs));
  }
  const guesses = timeline.assumptions.filter((each) => each.source === 'assumed' || each.source === 'image');
  const nodes: Node[] = [head, ...template, facts];
  if (guesses.length > 0) {
    const list = element('ul', 'guesses');
    for (const guess of guesses) {
      const item = element('li');
      item.append(
        element('b', '', safe(guess.container ?? 'Pod', 40)),
        element('span', '', safe(guessWords(guess), 200)),
      );
      list.append(item);
    }
    nodes.push(element('h2', 'sub', 'Assumed, because neither the manifest nor a Scenario says it'), list);
  }
  nodes.push(element('p', 'dim s11', 'Click a bar or a mark to see why it is there.'));
  return nodes;
}

/** The container's name stands before it already. */
export const guessWords = ({ container, text }: Run['timeline']['assumptions'][number]): string =>
  container === undefined ? text : text.replace(`container ${container} `, '');

function verdict(run: Run): string {
  const last = run.timeline.kubectl.at(-1);
  return last === undefined
    ? ''
    : `${last.status}, ready ${last.ready}, ${last.restarts.split(' ')[0]} restarts at the end`;
}

export function addFact(list: HTMLElement, name: string, value: string): void {
  list.append(element('dt', '', name.charAt(0).toUpperCase() + name.slice(1)), element('dd', '', safe(value, 300)));
}
