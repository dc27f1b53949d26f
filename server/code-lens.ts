/** One lens on the `kind:` line of each Pod and Pod template: what the simulation says, and a way into the panel. */
import type { CodeLens } from 'vscode-languageserver';
import { outlook } from '../core/simulation.ts';
import type { Analysis, PodPlace } from './engine.ts';
import { inputOf } from './lifecycle-model.ts';
import { chooseScenario } from './scenarios.ts';
import type { Session } from './session.ts';

interface LensData {
  readonly uri: string;
  readonly podId: string;
}

export function codeLenses(session: Session, { document, pods }: Analysis): CodeLens[] {
  if (session.options.hasCommands !== true) return [];
  return pods.map((pod) => {
    const data: LensData = { uri: document.uri, podId: pod.id };
    return { range: document.positions.range(kindRange(pod)), data };
  });
}

/** The simulation runs only for lenses that are on the screen. */
export async function resolveCodeLens(session: Session, lens: CodeLens): Promise<CodeLens> {
  const { uri, podId } = lens.data as LensData;
  const analysis = await session.analyse(uri);
  const pod = analysis?.pods.find(({ id }) => id === podId);
  if (analysis === undefined || pod === undefined) return lens;
  const { scenario } = await chooseScenario(session, analysis, pod, { uri });
  const { input, isAccepted } = inputOf(session, analysis, pod, scenario);
  const said = input === undefined ? undefined : isAccepted ? outlook(input).short : 'rejected by the API server';
  const title = `$(play) Simulate Pod${said === undefined ? '' : ` · ${said}`}`;
  return { ...lens, command: { title, command: 'podscope.simulate', arguments: [uri, podId] } };
}

function kindRange({ document }: PodPlace): { readonly start: number; readonly end: number } {
  const range = document.manifest?.read.head.kindEntry?.keyNode.range ?? { start: 0, end: 0 };
  return { start: range.start + document.start, end: range.end + document.start };
}
