/** Lenses of Scenarios, and one on the `kind:` line of each Pod and Pod template: what the simulation says, and a way into the panel. */
import type { CodeLens } from 'vscode-languageserver';
import { scenarioId } from '../core/language.ts';
import { outlook } from '../core/simulation.ts';
import type { Analysis, PodPlace } from './engine.ts';
import { inputOf } from './lifecycle-model.ts';
import { chooseScenario } from './scenarios.ts';
import type { Session } from './session.ts';

interface LensData {
  readonly uri: string;
  readonly podId: string;
}

export function codeLenses(session: Session, analysis: Analysis): CodeLens[] {
  const { document, pods } = analysis;
  if (session.options.hasCommands !== true) return [];
  const ofPods = pods.map((pod): CodeLens => {
    const data: LensData = { uri: document.uri, podId: pod.id };
    return { range: document.positions.range(kindRange(pod)), data };
  });
  return [...ofPods, ...scenarioLenses(session, analysis)];
}

const scenarioCommands = { run: '_podscope.runScenario', check: '_podscope.checkScenario' } as const;

function scenarioLenses(session: Session, { document, file }: Analysis): readonly CodeLens[] {
  return session.engine.language
    .scenarioLenses(file)
    .map(({ range, title, action, index }) => ({
      range: document.positions.range(range),
      command: { title, command: scenarioCommands[action], arguments: [document.uri, scenarioId(document.uri, index)] },
    }));
}

/** The simulation runs only for lenses that are on the screen. */
export async function resolveCodeLens(session: Session, lens: CodeLens): Promise<CodeLens> {
  const { uri, podId } = lens.data as LensData;
  const analysis = await session.analyse(uri);
  const pod = analysis?.pods.find(({ id }) => id === podId);
  if (analysis === undefined || pod === undefined) return lens;
  const said = await outlookOf(session, analysis, pod);
  const title = `$(play) Simulate Pod${said === undefined ? '' : ` · ${said}`}`;
  return { ...lens, command: { title, command: 'podscope.simulate', arguments: [uri, podId] } };
}

/** What the simulation says of a Pod in a few words: for the lens and for the status item. */
export async function outlookOf(session: Session, analysis: Analysis, pod: PodPlace): Promise<string | undefined> {
  const { scenario } = await chooseScenario(session, analysis, pod, { uri: analysis.document.uri });
  const { input, isAccepted } = inputOf(session, analysis, pod, scenario);
  if (input === undefined) return undefined;
  return isAccepted ? outlook(input).short : 'rejected by the API server';
}

function kindRange({ document }: PodPlace): { readonly start: number; readonly end: number } {
  const range = document.manifest?.read.head.kindEntry?.keyNode.range ?? { start: 0, end: 0 };
  return { start: range.start + document.start, end: range.end + document.start };
}
