/** What the simulation says of a Pod, for lenses and hovers: run once for each version of a document and each Scenario. */
import { outlook } from '../core/simulation.ts';
import type { Analysis, PodPlace } from './engine.ts';
import { inputOf } from './lifecycle-model.ts';
import { chooseScenario } from './scenarios.ts';
import type { Session } from './session.ts';

export interface PodOutlook {
  /** `Ready at 12 s · 0 restarts`. */
  readonly short: string;
  readonly sentence: string;
}

const known = new WeakMap<Analysis, Map<string, PodOutlook | undefined>>();
const refused: PodOutlook = {
  short: 'rejected by the API server',
  sentence: 'the API server rejects it, nothing runs',
};

/** Undefined where there is nothing to run. */
export async function outlookOf(session: Session, analysis: Analysis, pod: PodPlace): Promise<PodOutlook | undefined> {
  const { scenario } = await chooseScenario(session, analysis, pod, { uri: analysis.document.uri });
  const outlooks = known.get(analysis) ?? new Map<string, PodOutlook | undefined>();
  known.set(analysis, outlooks);
  const key = `${pod.id} ${JSON.stringify(scenario)}`;
  if (!outlooks.has(key)) {
    const { input, isAccepted } = inputOf(session, analysis, pod, scenario);
    outlooks.set(key, input === undefined ? undefined : isAccepted ? outlook(input) : refused);
  }
  return outlooks.get(key);
}
