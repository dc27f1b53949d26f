/** Questions with one click as their answer: presets for the whole Pod, and what could happen at the playhead to what is selected. */
import type { Scenario } from '../../core/simulation.ts';
import type { App, Run } from './app.ts';
import { spanAt } from './at.ts';
import { button, element } from './dom.ts';
import { moment } from './format.ts';
import type { Hit } from './hit.ts';
import { presets } from './presets.ts';
import { setDeletion, setExit, setProbeFailure } from './scenario-edit.ts';
import { containersOf, deletionOf } from './scenario-facts.ts';

interface Question {
  readonly text: string;
  readonly scenario: Scenario;
}

export function whatIf(app: App): readonly Node[] {
  const all = app.run === undefined ? [] : presets(app.run.input).slice(1);
  const questions = all.map(({ title, scenario }) => ({
    text: title.charAt(0).toLowerCase() + title.slice(1),
    scenario,
  }));
  return nodesOf(questions, (scenario) => app.tryScenario(scenario));
}

/** At the playhead: the container exits, its probe fails from here on, the Pod is deleted. */
export function whatIfHere(hit: Hit, run: Run, app: App): readonly Node[] {
  if (hit.row.base) return [];
  return nodesOf(questionsAt(hit, run, app.state.playheadMs), (scenario) => app.editScenario(scenario, true));
}

/** Exported for tests: the questions that make sense for a row at a moment. */
export function questionsAt(
  hit: Hit,
  { input, timeline }: Pick<Run, 'input' | 'timeline'>,
  atMs: number,
): readonly Question[] {
  const { lane } = hit.row;
  const { scenario } = input;
  const container = containersOf(input).find((each) => each.name === lane.container);
  const life = timeline.lanes.find((each) => each.kind === 'container' && each.container === lane.container);
  const startedMs = life === undefined ? undefined : startBefore(life.spans, atMs);
  const questions: Question[] = [];
  if (container !== undefined && startedMs !== undefined) {
    const afterMs = Math.round((atMs - startedMs) / 100) * 100;
    const probe = container.probes.find((each) => each.kind === lane.probe);
    if (probe !== undefined) {
      questions.push({
        text: `it fails from ${moment(atMs)} on`,
        scenario: setProbeFailure(scenario, container.name, probe, { fromMs: afterMs }),
      });
      questions.push({
        text: 'it never succeeds',
        scenario: setProbeFailure(scenario, container.name, probe, { fromMs: 0 }),
      });
    } else if (lane.kind === 'container')
      questions.push({
        text: `it exits with 1 at ${moment(atMs)}`,
        scenario: setExit(scenario, container.name, { afterMs, code: 1 }),
      });
  }
  if (deletionOf(scenario) === undefined)
    questions.push({
      text: `the Pod is deleted at ${moment(atMs)}`,
      scenario: setDeletion(scenario, Math.round(atMs / 100) * 100),
    });
  return questions;
}

/** When the run that holds at a moment began; undefined if nothing runs then. */
function startBefore(spans: Run['timeline']['lanes'][number]['spans'], atMs: number): number | undefined {
  const now = spanAt({ spans } as Run['timeline']['lanes'][number], atMs);
  if (now === undefined || (now.state !== 'running' && now.state !== 'ready')) return undefined;
  return spans.find((span) => (span.state === 'running' || span.state === 'ready') && span.instance === now.instance)
    ?.startMs;
}

function nodesOf(questions: readonly Question[], apply: (scenario: Scenario) => void): readonly Node[] {
  if (questions.length === 0) return [];
  const list = element('div', 'what-if');
  for (const { text, scenario } of questions) list.append(button(text, 'chip', () => apply(scenario)));
  return [element('h2', 'sub', 'What if …'), list];
}
