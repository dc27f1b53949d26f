/** What the inspector says while nothing is selected: how the run went, what was assumed. `details.ts` says the rest. */
import type { App, Run } from './app.ts';
import { element } from './dom.ts';
import { length, moment, safe } from './format.ts';
import { guessWords } from './scenario-facts.ts';

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

function verdict(run: Run): string {
  const last = run.timeline.kubectl.at(-1);
  return last === undefined
    ? ''
    : `${last.status}, ready ${last.ready}, ${last.restarts.split(' ')[0]} restarts at the end`;
}

export function addFact(list: HTMLElement, name: string, value: string): void {
  list.append(element('dt', '', name.charAt(0).toUpperCase() + name.slice(1)), element('dd', '', safe(value, 300)));
}
