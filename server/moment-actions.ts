/** From a diagnosis of what will fail to the moment of the simulated run that shows it, in the panel. */
import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { type Diagnostic, ruleMoment } from '../core/language.ts';
import { simulate } from '../core/simulation.ts';
import { toLspDiagnostic } from './convert.ts';
import type { Analysis } from './engine.ts';
import { chooseScenario } from './scenarios.ts';
import type { Session } from './session.ts';

export const showMomentCommand = '_podscope.showMoment';
const maxTitle = 80;

/** One action a diagnosis that a run can show; only for clients that draw the panel, and only when somebody opens the menu. */
export async function momentActions(
  session: Session,
  analysis: Analysis,
  diagnostics: readonly Diagnostic[],
): Promise<CodeAction[]> {
  const claims = diagnostics.filter(({ level }) => level === 'fails');
  if (session.options.hasPanel !== true) return [];
  return (await Promise.all(claims.map((claim) => momentAction(session, analysis, claim)))).flat();
}

async function momentAction(session: Session, analysis: Analysis, claim: Diagnostic): Promise<CodeAction[]> {
  const { document, settings, language } = analysis;
  const pod = analysis.pods.find((place) => place.document.index === claim.document);
  if (pod === undefined) return [];
  const { scenario } = await chooseScenario(session, analysis, pod, { uri: document.uri });
  const question = {
    document: pod.document,
    verdict: session.engine.language.verdict(pod.document, language),
    scenario: scenario ?? {},
    settings: {
      kubernetesVersion: settings.kubernetesVersion,
      featureGates: settings.featureGates,
      horizonMs: settings.horizonMs,
    },
  };
  const moment = ruleMoment(question, claim, simulate);
  if (moment === undefined) return [];
  const title = `Show in Pod Lifecycle, at ${clock(moment.atMs)}: ${shortened(moment.text)}`;
  const rest = moment.scenario === undefined ? [] : [moment.scenario];
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toLspDiagnostic(document, claim)],
      command: { title, command: showMomentCommand, arguments: [document.uri, pod.id, moment.atMs, ...rest] },
    },
  ];
}

/** `0.5 s`, `12 s`, `2 min 3 s`. */
function clock(ms: number): string {
  const seconds = ms < 10_000 ? Math.round(ms / 100) / 10 : Math.round(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function shortened(text: string): string {
  return text.length <= maxTitle ? text : `${text.slice(0, maxTitle).trimEnd()}…`;
}
